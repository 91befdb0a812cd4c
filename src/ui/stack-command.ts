import type { Interfaces } from '@oclif/core';
import { deploymentId } from '../adapters/run-identity/deployment-id.js';
import { ProjectSession } from '../composition.js';
import { type Diagnostic, hasErrors } from '../core/diagnostics/diagnostic.js';
import { EXIT, PankaError } from '../core/diagnostics/panka-error.js';
import type { DeploymentEvent } from '../core/execution/events.js';
import type { Application } from '../core/model/application.js';
import { addressOf } from '../core/model/state-address.js';
import type { StateAddress } from '../core/state/state-store.js';
import { PankaCommand } from './base-command.js';
import type { stackFlags } from './flags.js';
import { JsonLog, type LogLevel } from './json-log.js';
import { askFor } from './prompt.js';

type StackFlags = Partial<Interfaces.InferredFlags<typeof stackFlags>> & Record<string, unknown>;

/** A command that works on the stack of a folder. */
export abstract class StackCommand extends PankaCommand {
  protected session!: ProjectSession;
  /** Deployment id and correlation id of this run. */
  protected readonly runId = deploymentId(new Date());

  /** Opens the folder's session from the parsed flags. */
  protected open(flags: StackFlags): ProjectSession {
    this.session = new ProjectSession({
      config: this.config,
      dir: flags.dir,
      stack: flags.stack,
      environment: flags.environment,
      vars: flags.var,
      varFiles: flags['var-file'],
      sets: flags.set,
      sandbox: flags.sandbox,
      installPlugins: flags['install-plugins'],
      isOnly: true,
      installCli: () => this.installedCli(flags['install-engine'] === true),
      settings: { parallel: flags.parallel, lockTimeout: flags['lock-timeout'], logLevel: flags['log-level'] },
    });
    return this.session;
  }

  /** The Pulumi CLI, downloaded where the flag or a person says so. */
  private async installedCli(wanted: boolean) {
    const text = 'Target aws needs the Pulumi CLI, which is not here. Download it into ~/.panka/engine? Type yes:';
    if (!wanted && !(this.mayAsk && (await askFor({ text })))) return undefined;
    const [{ ensurePulumiCli }, { engineFolder }] = await Promise.all([
      import('../adapters/pulumi-cli/ensure-pulumi-cli.js'),
      import('../adapters/pulumi-cli/engine-folder.js'),
    ]);
    this.note('Downloading the Pulumi CLI …');
    return (await ensurePulumiCli(engineFolder())).cli;
  }

  /** The application, or InvalidManifests with everything that is wrong. Warnings are printed. */
  protected async application(): Promise<Application> {
    const { value, diagnostics } = await this.session.discover();
    if (value === undefined || hasErrors(diagnostics)) throw invalidManifests(diagnostics);
    if (!this.jsonEnabled()) this.printDiagnostics(diagnostics.filter((d) => d.severity === 'warning'));
    return value;
  }

  /** Stack and environment to look at. Manifests with errors do not keep anyone from looking: the state knows what there is. */
  protected async place(): Promise<{ at: StateAddress; application: Application }> {
    const { value, diagnostics } = await this.session.discover();
    if (value === undefined) throw invalidManifests(diagnostics);
    return { at: addressOf(value), application: value };
  }

  /**
   * The same for commands that work on the state alone: with `--stack` and `--environment` (or their settings) the manifests may
   * be gone, as they are when a state is looked after from another machine.
   */
  protected async located(): Promise<{ at: StateAddress; application?: Application }> {
    const { value, diagnostics } = await this.session.discover();
    if (value !== undefined) return { at: addressOf(value), application: value };
    const { stack, environment } = this.session.settings;
    if (stack.value === undefined || environment.value === undefined) throw invalidManifests(diagnostics);
    return { at: { stack: String(stack.value), environment: String(environment.value) } };
  }

  protected override textOf(file: string): string | undefined {
    return this.session?.textOf(file);
  }

  /** The listeners of `--log-file`. */
  protected logListener(flags: { 'log-file'?: string }): ((event: DeploymentEvent) => void)[] {
    const file = flags['log-file'];
    if (file === undefined) return [];
    const log = new JsonLog({
      file,
      level: this.session.settings.logLevel.value as LogLevel,
      correlationId: this.runId,
    });
    return [(event) => log.handle(event)];
  }
}

function invalidManifests(diagnostics: readonly Diagnostic[]): PankaError {
  const errors = diagnostics.filter((d) => d.severity === 'error').length;
  return new PankaError({
    code: 'InvalidManifests',
    message: `the manifests have ${errors} error${errors === 1 ? '' : 's'}; nothing was done`,
    exitCode: EXIT.input,
    diagnostics,
  });
}
