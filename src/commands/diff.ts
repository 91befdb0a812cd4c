import { Flags } from '@oclif/core';
import { compareStates } from '../core/state-admin/compare-states.js';
import { plannedBetween } from '../core/state-admin/planned-between.js';
import { parseSerial, stateOfSerial } from '../core/state-admin/state-of-serial.js';
import { diffView } from '../ui/diff-view.js';
import { stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Diff extends StackCommand {
  static override summary =
    'Show what differs between two deployed states: manifests, plans, plugins, resources, outputs';
  static override description =
    'States are named by their serial, as `panka history` and `panka state history` list them. Secrets are hidden.';
  static override examples = [
    '<%= config.bin %> diff --from 11 --sandbox',
    '<%= config.bin %> diff --from 11 --to 14 --json',
  ];
  static override flags = {
    ...stackFlags,
    from: Flags.string({ required: true, description: 'Serial of the older state' }),
    to: Flags.string({ default: 'current', description: 'Serial of the newer state, or "current"' }),
  };

  async run() {
    const { flags } = await this.parse(Diff);
    const choices = [parseSerial(flags.from), parseSerial(flags.to)] as const;
    const session = this.open(flags);
    session.target();
    const { at } = await this.located();
    const { state } = await session.stores();
    const [from, to] = await Promise.all([stateOfSerial(state, at, choices[0]), stateOfSerial(state, at, choices[1])]);
    const plans = await plannedBetween(state, at, { from: from.serial, to: to.serial });
    const result = { ...at, ...compareStates(from, to), plans };
    this.log(diffView(result, this.out));
    return result;
  }
}
