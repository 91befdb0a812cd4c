import { Args, Flags } from '@oclif/core';
import { shownState } from '../../core/state-admin/shown-state.js';
import { readWholeState } from '../../core/state-admin/whole-state.js';
import { stackFlags } from '../../ui/flags.js';
import { StackCommand } from '../../ui/stack-command.js';
import { stateShowView } from '../../ui/state-show-view.js';

export default class StateShow extends StackCommand {
  static override summary = 'Show one component or one resource as the state has it';
  static override description = 'Secrets are hidden: a sealed value, and whatever looks like a secret, is "[secret]".';
  static override examples = [
    '<%= config.bin %> state show api/orders --sandbox',
    '<%= config.bin %> state show api/orders/dlq --json',
    '<%= config.bin %> state show api/orders --resource',
  ];
  static override args = {
    name: Args.string({ required: true, description: 'Component as service/name, or a resource by name or URN' }),
  };
  static override flags = {
    ...stackFlags,
    resource: Flags.boolean({ description: 'The resource of that name, not the component' }),
  };

  async run() {
    const { args, flags } = await this.parse(StateShow);
    const session = this.open(flags);
    session.target();
    const { at } = await this.located();
    const { state } = await session.stores();
    const shown = shownState(await readWholeState(state, at), args.name, { resource: flags.resource });
    this.log(stateShowView(shown, this.out));
    return shown;
  }
}
