import { Args, Flags } from '@oclif/core';
import { readPlanFile } from '../adapters/plan-files/plan-file.js';
import { parseDuration } from '../core/config/parse-duration.js';
import { deploy } from '../core/execution/deploy.js';
import { addressOf } from '../core/model/state-address.js';
import { DeployCommand, outcomeJson } from '../ui/deploy-command.js';
import { approveFlags, filterFlags, lockFlags, stackFlags } from '../ui/flags.js';

export default class Apply extends DeployCommand {
  static override summary = 'Deploy: plan, ask, run wave by wave, verify, record';
  static override description =
    'A second apply of the same manifests does nothing. A failed component stops what depends on it, not its neighbours; run it again to go on.';
  static override examples = [
    '<%= config.bin %> apply --sandbox',
    '<%= config.bin %> apply --yes --environment production',
    '<%= config.bin %> plan --out plan.json && <%= config.bin %> apply plan.json',
  ];
  static override args = {
    planfile: Args.file({ description: 'Plan saved by `panka plan --out`; nothing else is done' }),
  };
  static override flags = {
    ...stackFlags,
    ...filterFlags,
    ...approveFlags,
    ...lockFlags,
    'allow-mass-delete': Flags.boolean({ description: 'Let an apply delete every deployed component' }),
    'change-existing': Flags.string({
      multiple: true,
      description: 'Let the existing resources of this component (or "all") be changed when they are taken over',
    }),
    refresh: Flags.boolean({ description: 'Compare with the cloud first, and put back what was changed there' }),
  };

  async run() {
    const { args, flags } = await this.parse(Apply);
    const saved = args.planfile === undefined ? undefined : await readPlanFile(args.planfile);
    const session = this.open({ ...flags, environment: flags.environment ?? saved?.plan.environment });
    const application = await this.application();
    const desired = await session.desire(application);
    const at = addressOf(application);
    const question = { yes: flags.yes, word: 'yes', text: 'Do this? Type yes:' };
    const outcome = await this.running(question, this.logListener(flags), async ({ emit, signal, approve }) =>
      deploy({
        ports: await session.ports({ application, command: 'panka apply', emit, at, id: this.runId }),
        desired,
        filter: saved?.filter ?? { services: flags.service, components: flags.component },
        refresh: saved?.refresh ?? flags.refresh,
        parallel: Number(session.settings.parallel.value),
        lockTimeout: parseDuration(String(session.settings.lockTimeout.value)),
        savedPlan: saved?.plan,
        allowDataLoss: flags['allow-data-loss'] ?? [],
        allowMassDelete: flags['allow-mass-delete'],
        changeExisting: flags['change-existing'] ?? [],
        approve,
        signal,
      }),
    );
    return outcomeJson(outcome);
  }
}
