import { Flags } from '@oclif/core';
import { matchesList, resourcesOf } from '../../core/state-admin/listed-resources.js';
import { readWholeState } from '../../core/state-admin/whole-state.js';
import { filterFlags, stackFlags } from '../../ui/flags.js';
import { StackCommand } from '../../ui/stack-command.js';
import { stateListView } from '../../ui/state-list-view.js';

export default class StateList extends StackCommand {
  static override summary = 'List the resources of the state';
  static override examples = [
    '<%= config.bin %> state list --sandbox',
    '<%= config.bin %> state list --component api/orders --type sqs/queue --json',
  ];
  static override flags = {
    ...stackFlags,
    ...filterFlags,
    type: Flags.string({ multiple: true, description: 'Only types with this in them, such as sqs/queue' }),
    all: Flags.boolean({ description: 'Also the bookkeeping of the engine: providers, components, the stack' }),
  };

  async run() {
    const { flags } = await this.parse(StateList);
    const session = this.open(flags);
    session.target();
    const { at } = await this.located();
    const { state } = await session.stores();
    const whole = await readWholeState(state, at);
    const filter = { services: flags.service, components: flags.component, types: flags.type, all: flags.all };
    const found = resourcesOf(whole).filter((resource) => matchesList(resource, filter));
    const resources = found.map(({ resource: _, ...shown }) => shown);
    const result = { ...at, serial: whole.state?.serial ?? 0, interrupted: whole.interrupted, resources };
    this.log(stateListView(result, this.out));
    return result;
  }
}
