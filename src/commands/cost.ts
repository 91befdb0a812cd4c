import { Flags } from '@oclif/core';
import { estimateCost } from '../core/cost/estimate.js';
import { loadKinds } from '../core/execution/desired.js';
import { matchesFilter } from '../core/execution/filter.js';
import { addressOf } from '../core/model/state-address.js';
import { costView } from '../ui/cost-view.js';
import { filterFlags, stackFlags } from '../ui/flags.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Cost extends StackCommand {
  static override summary = 'Estimate what the stack costs a month, from list prices, with neither engine nor account';
  static override description =
    'The fixed part runs whether it is used or not; the usage part is what spec.usage of the components expects. What the estimate leaves out is said.';
  static override examples = ['<%= config.bin %> cost', '<%= config.bin %> cost --environment production --json'];
  static override flags = {
    ...stackFlags,
    ...filterFlags,
    items: Flags.boolean({ description: 'Also the items of each component', default: false }),
  };

  async run() {
    const { flags } = await this.parse(Cost);
    const filter = { services: flags.service, components: flags.component };
    const session = this.open(flags);
    const application = await this.application();
    const [resources, prices, kinds] = await Promise.all([
      session.render(application),
      session.prices(),
      loadKinds(application, session.registry),
    ]);
    const wanted = (component: string) => matchesFilter(filter, component);
    const estimate = estimateCost({
      components: application.components
        .filter(({ address }) => wanted(address))
        .map(({ address, kind, spec }) => ({ component: address, kind, spec })),
      kindOf: (kind) => kinds.get(kind)?.definition,
      prices,
      region: session.region(application),
      resources: resources.filter(({ component }) => wanted(component)),
    });
    this.log(costView(estimate, { items: flags.items, ...application.environment }, this.out));
    return { ...addressOf(application), ...estimate };
  }
}
