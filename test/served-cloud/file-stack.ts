import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineEvent, LocalWorkspace, type Stack } from '@pulumi/pulumi/automation/index.js';
import { sdkInternals } from '../../src/adapters/embedded-engine/sdk-internals.js';
import { patchSdk } from '../../src/adapters/embedded-engine/sdk-patches.js';
import type { UnitProgram } from '../../src/core/engine/deployment-engine.js';
import type { DeploymentV3, ResourceV3 } from '../../src/core/engine/deployment-v3.js';

export interface CliRun {
  /** Steps as `create queue`, in the order in which the engine began them; what stays as it is is left out. */
  readonly ops: readonly string[];
  /** What the engine says with severity `error`. */
  readonly errors: readonly string[];
  /** Rejection of the Automation API. */
  readonly failure?: Error;
}

export interface FileStackRequest {
  /** Of the served provider. */
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Plain Pulumi: stock CLI, file backend, a served provider; nothing of it reaches the user's own folders. */
export class FileStack {
  /** What the program is when an operation begins. */
  program: UnitProgram = async () => ({});
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-file-stack-'));
  #stack: Promise<Stack> | undefined;

  constructor(private readonly request: FileStackRequest) {}

  preview(): Promise<CliRun> {
    return this.#run((stack, onEvent) => stack.preview({ onEvent }));
  }

  up(options: { readonly refresh?: boolean; readonly signal?: AbortSignal } = {}): Promise<CliRun> {
    return this.#run((stack, onEvent) => stack.up({ ...options, onEvent }));
  }

  refresh(): Promise<CliRun> {
    return this.#run((stack, onEvent) => stack.refresh({ onEvent }));
  }

  destroy(): Promise<CliRun> {
    return this.#run((stack, onEvent) => stack.destroy({ onEvent }));
  }

  /** With secrets in plain text. */
  async state(): Promise<DeploymentV3> {
    return (await (await this.#open()).exportStack()).deployment as DeploymentV3;
  }

  async resource(name: string): Promise<ResourceV3> {
    const found = (await this.state()).resources?.find(({ urn }) => urn.endsWith(`::${name}`));
    if (!found) throw new Error(`no resource "${name}"`);
    return found;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #run(operation: (stack: Stack, onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<CliRun> {
    const ops: string[] = [];
    const errors: string[] = [];
    const onEvent = ({ resourcePreEvent: step, diagnosticEvent: said }: EngineEvent) => {
      const { op = 'same', urn = '', type = '' } = step?.metadata ?? {};
      if (op !== 'same' && op !== 'refresh' && !type.startsWith('pulumi:')) ops.push(`${op} ${nameOf(urn)}`);
      if (said?.severity === 'error') errors.push(said.message);
    };
    const stack = await this.#open();
    // A program that has failed is left behind in this process, where the SDK would tell the next one of it.
    const restore = patchSdk(sdkInternals());
    try {
      await operation(stack, onEvent);
      return { ops, errors };
    } catch (error) {
      return { ops, errors, failure: error as Error };
    } finally {
      restore();
    }
  }

  #open(): Promise<Stack> {
    this.#stack ??= this.#create();
    return this.#stack;
  }

  async #create(): Promise<Stack> {
    const folders = Object.fromEntries(['state', 'work', 'home'].map((name) => [name, join(this.folder, name)]));
    const { state = '', work: workDir = '', home: pulumiHome = '' } = folders;
    for (const folder of [state, workDir]) mkdirSync(folder);
    const envVars = {
      PULUMI_BACKEND_URL: `file://${state}`,
      PULUMI_CONFIG_PASSPHRASE: 'open sesame',
      PULUMI_DEBUG_PROVIDERS: `aws:${this.request.port}`,
      // Where a plugin were wanted in spite of the attached provider, it must show and not be downloaded.
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      ...this.request.env,
    };
    const program: UnitProgram = () => this.program();
    const stack = await LocalWorkspace.createOrSelectStack(
      { stackName: 'test', projectName: 'shop', program },
      { workDir, pulumiHome, envVars },
    );
    // Each would be another start of the CLI after every `up`.
    stack.outputs = async () => ({});
    stack.info = async () => undefined;
    return stack;
  }
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf('::') + 2);
}
