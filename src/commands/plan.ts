import { Flags } from '@oclif/core';
import { writePlanFile } from '../adapters/plan-files/plan-file.js';
import { EXIT } from '../core/diagnostics/panka-error.js';
import { hasChanges } from '../core/plan/plan.js';
import { filterFlags, stackFlags } from '../ui/flags.js';
import { planJson, planView } from '../ui/plan-view.js';
import { planReadOnly } from '../ui/planning.js';
import { StackCommand } from '../ui/stack-command.js';

export default class PlanCommand extends StackCommand {
  static override summary = 'Show what apply would do, and why';
  static override description =
    'Compares the manifests with what is deployed. Takes no lock and writes nothing but the file of --out. An unchanged stack needs no engine.';
  static override examples = [
    '<%= config.bin %> plan --sandbox',
    '<%= config.bin %> plan --out plan.json --detailed-exitcode',
  ];
  static override flags = {
    ...stackFlags,
    ...filterFlags,
    out: Flags.string({ description: 'Save the plan, for `panka apply FILE`' }),
    'detailed-exitcode': Flags.boolean({ description: 'Exit with 2 when there are changes' }),
    refresh: Flags.boolean({ description: 'Compare with the cloud, not only with the state' }),
  };

  async run() {
    const { flags } = await this.parse(PlanCommand);
    const session = this.open(flags);
    const application = await this.application();
    const filter = { services: flags.service, components: flags.component };
    const plan = await planReadOnly(session, application, { filter, refresh: flags.refresh });
    if (flags.out !== undefined) await writePlanFile(flags.out, { plan, filter, refresh: flags.refresh });
    if (flags['detailed-exitcode'] && hasChanges(plan)) process.exitCode = EXIT.changes;
    this.log(planView(plan, this.out));
    if (flags.out !== undefined) this.log(`\nSaved. To do exactly this: panka apply ${flags.out}`);
    return { ...planJson(plan), ...(flags.out === undefined ? {} : { plan: flags.out }) };
  }
}
