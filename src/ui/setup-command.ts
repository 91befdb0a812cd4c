import { backendRequestOf } from '../adapters/backend-setup/backend-request-of.js';
import { readSettings } from '../adapters/config-files/read-settings.js';
import { ProjectSession } from '../composition.js';
import { backendNeeded } from '../core/backend/errors.js';
import { parseTrust } from '../core/backend/parse-trust.js';
import { lookAtSetup, runSetup } from '../core/backend/run-setup.js';
import type { StepReport } from '../core/backend/setup-step.js';
import type { Settings } from '../core/config/settings.js';
import { EXIT } from '../core/diagnostics/panka-error.js';
import type { PolicyDocument } from '../core/iam/deployment-policy.js';
import { backendSettings } from './backend-flags.js';
import { PankaCommand } from './base-command.js';
import { setupSummary, setupView, stepLine } from './setup-view.js';

export interface SetupFlags {
  readonly bucket?: string;
  readonly table?: string;
  readonly dir?: string;
  readonly environment?: string;
  readonly 'replica-region'?: string;
  readonly 'with-role'?: boolean;
  readonly role?: string;
  readonly trust?: string;
  readonly 'dry-run'?: boolean;
  readonly yes?: boolean;
}

export interface SetupResult {
  readonly ok: boolean;
  readonly region: string;
  readonly pieces: readonly StepReport[];
}

/** A command that makes the backend: looks, shows, asks, makes. */
export abstract class SetupCommand extends PankaCommand {
  protected async setUp(flags: SetupFlags): Promise<SetupResult> {
    const settings = readSettings(flags.dir ?? process.cwd(), backendSettings({ ...flags }));
    const { steps, close, region } = await this.steps(flags, settings);
    try {
      const looked = await lookAtSetup(steps);
      if (!this.jsonEnabled()) this.log(setupView(looked, this.out));
      const toMake = looked.filter(({ status }) => status === 'would-make').length;
      if (toMake === 0 || flags['dry-run'] === true) return this.conclude(looked, region);
      const text = `Make ${toMake === 1 ? 'it' : `these ${toMake}`}? Type yes:`;
      if (!(await this.confirmed({ yes: flags.yes === true, text }))) return this.conclude(looked, region);
      const pieces = await runSetup(steps, (report) => {
        if (report.status === 'made') this.note(`${stepLine(report, this.err)} ${this.err('dim', report.of)}`);
      });
      return this.conclude(pieces, region);
    } finally {
      await close();
    }
  }

  private async steps(flags: SetupFlags, settings: Settings) {
    const request = backendRequestOf(settings, this.config.version);
    if (request.bucket === undefined && request.table === undefined) throw backendNeeded();
    const { backendSetup } = await import('../adapters/backend-setup/backend-setup.js');
    const replicaRegion = flags['replica-region'];
    const { steps, close } = await backendSetup({
      ...request,
      ...(replicaRegion === undefined ? {} : { replicaRegion }),
      ...(flags['with-role'] === true ? { role: await this.role(flags, settings) } : {}),
    });
    return { steps, close, region: request.region };
  }

  private async role(flags: SetupFlags, settings: Settings) {
    const trust = flags.trust === undefined ? undefined : parseTrust(flags.trust);
    const account = settings.account.value as string | undefined;
    return {
      name: flags.role ?? 'PankaExecutionRole',
      ...(trust && { trust }),
      policies: await this.projectPolicies(flags, account),
    };
  }

  /** What deploying the stack of the folder takes; nothing outside of a project. */
  private async projectPolicies(
    flags: SetupFlags,
    account: string | undefined,
  ): Promise<Record<string, PolicyDocument>> {
    if (!ProjectSession.isProject(flags.dir)) return {};
    const session = new ProjectSession({ config: this.config, dir: flags.dir, environment: flags.environment });
    const { value } = await session.discover();
    if (value === undefined) return {};
    const policies = await session.deploymentPolicies(value, { partition: 'aws', ...(account && { account }) });
    return Object.fromEntries(
      policies.filter(({ name }) => !name.endsWith('-state')).map(({ name, document }) => [name, document]),
    );
  }

  private conclude(pieces: readonly StepReport[], region: string): SetupResult {
    const ok = pieces.every(({ status }) => status === 'there' || status === 'made');
    if (pieces.some(({ status }) => status === 'refused')) process.exitCode = EXIT.failed;
    this.log(`\n${setupSummary(pieces)}`);
    return { ok, region, pieces };
  }
}
