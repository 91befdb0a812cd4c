import { Args } from '@oclif/core';
import { isNamed } from '../core/execution/filter.js';
import { stackFlags } from '../ui/flags.js';
import { planView } from '../ui/plan-view.js';
import { planReadOnly } from '../ui/planning.js';
import { StackCommand } from '../ui/stack-command.js';

export default class Why extends StackCommand {
  static override summary = 'Say why a component would change, or why not';
  static override examples = ['<%= config.bin %> why api/server --sandbox'];
  static override args = { component: Args.string({ required: true, description: 'Component, as service/name' }) };
  static override flags = stackFlags;

  async run() {
    const { args, flags } = await this.parse(Why);
    const session = this.open(flags);
    const application = await this.application();
    const filter = { components: [args.component] };
    const plan = await planReadOnly(session, application, { filter, refresh: false });
    const changes = plan.changes.filter((c) => isNamed(c.component, args.component));
    this.log(planView({ ...plan, changes }, this.out));
    for (const change of changes)
      this.log(`\n${this.out('bold', change.component)}: ${change.action}, because: ${change.reason}`);
    return { changes };
  }
}
