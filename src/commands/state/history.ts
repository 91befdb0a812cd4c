import { Flags } from '@oclif/core';
import { stateVersions } from '../../core/state-admin/state-versions.js';
import { stackFlags } from '../../ui/flags.js';
import { StackCommand } from '../../ui/stack-command.js';
import { stateHistoryView } from '../../ui/state-history-view.js';

export default class StateHistory extends StackCommand {
  static override summary = 'List the states that can be looked at, compared and restored';
  static override description =
    'One line a serial, newest first: who wrote it, by which command, and whether it is kept. States are kept for 90 days.';
  static override examples = ['<%= config.bin %> state history --sandbox', '<%= config.bin %> state history --json'];
  static override flags = {
    ...stackFlags,
    limit: Flags.integer({ min: 1, default: 20, description: 'How many at the most' }),
  };

  async run() {
    const { flags } = await this.parse(StateHistory);
    const session = this.open(flags);
    session.target();
    const { at } = await this.located();
    const { state } = await session.stores();
    const result = { ...at, ...(await stateVersions(state, at, flags.limit)) };
    this.log(stateHistoryView(result, this.out));
    return result;
  }
}
