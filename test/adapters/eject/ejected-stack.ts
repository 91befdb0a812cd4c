import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type EngineEvent, LocalWorkspace } from '@pulumi/pulumi/automation/index.js';
import { sdkInternals } from '../../../src/adapters/embedded-engine/sdk-internals.js';
import { patchSdk } from '../../../src/adapters/embedded-engine/sdk-patches.js';
import { repository } from '../../helpers/cli.js';

export interface EjectedStackRequest {
  /** Folder of the ejected project. */
  readonly project: string;
  /** Folder for the backend and the home of the CLI. */
  readonly root: string;
  readonly stack: string;
  /** Name in Pulumi.yaml. */
  readonly name: string;
  /** Of the served provider. */
  readonly port: number;
  readonly passphrase: string;
}

export interface EjectedPreview {
  /** How many resources by operation. */
  readonly summary: Readonly<Record<string, number>>;
  /** `update urn` of all that does not stay as it is. */
  readonly changes: readonly string[];
  /** Names of outputs that would change. */
  readonly outputs: readonly string[];
}

/** An ejected project in the hands of the stock CLI, with a backend of files, as its README says. */
export class EjectedStack {
  private readonly env: Record<string, string>;

  constructor(private readonly request: EjectedStackRequest) {
    const folder = (name: string) => {
      mkdirSync(join(request.root, name), { recursive: true });
      return join(request.root, name);
    };
    this.env = {
      PULUMI_HOME: folder('pulumi-home'),
      PULUMI_BACKEND_URL: `file://${folder('backend')}`,
      PULUMI_CONFIG_PASSPHRASE: request.passphrase,
      PULUMI_DEBUG_PROVIDERS: `aws:${request.port}`,
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
      PULUMI_IGNORE_AMBIENT_PLUGINS: 'true',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
    };
    symlinkSync(join(repository, 'node_modules'), join(request.project, 'node_modules'));
  }

  /** One of the commands of the README. */
  async cli(...args: readonly string[]): Promise<string> {
    const options = { cwd: this.request.project, env: { ...process.env, ...this.env }, maxBuffer: 1 << 26 };
    const { stdout } = await promisify(execFile)('pulumi', [...args, '--non-interactive'], options);
    return stdout;
  }

  /** There is no language host here: the program runs in this process, and the CLI all the same. */
  async preview(): Promise<EjectedPreview> {
    const { project: workDir, stack: stackName, name: projectName } = this.request;
    const program = async () => this.exported();
    const stack = await LocalWorkspace.selectStack(
      { stackName, projectName, program },
      { workDir, envVars: this.env, pulumiHome: this.env['PULUMI_HOME'] },
    );
    const changes: string[] = [];
    const outputs: string[] = [];
    let summary: Readonly<Record<string, number>> = {};
    const onEvent = ({ resourcePreEvent: step, resOutputsEvent: done, summaryEvent }: EngineEvent) => {
      const { op = 'same', urn = '' } = step?.metadata ?? {};
      if (op !== 'same') changes.push(`${op} ${urn} ${Object.keys(step?.metadata.detailedDiff ?? {}).join()}`);
      if (done?.metadata.type === 'pulumi:pulumi:Stack') outputs.push(...changedOutputs(done.metadata));
      if (summaryEvent !== undefined) summary = summaryEvent.resourceChanges as Readonly<Record<string, number>>;
    };
    const restore = patchSdk(sdkInternals());
    try {
      await stack.preview({ onEvent });
    } finally {
      restore();
    }
    return { summary, changes, outputs };
  }

  /** Runs the program as the language host does: once, by `require`. */
  private exported(): Record<string, unknown> {
    const require = createRequire(join(this.request.project, 'index.ts'));
    for (const file of Object.keys(require.cache))
      if (file.startsWith(this.request.project) && !file.includes('node_modules')) delete require.cache[file];
    return require('./index.ts') as Record<string, unknown>;
  }
}

type StepMetadata = NonNullable<EngineEvent['resOutputsEvent']>['metadata'];

function changedOutputs({ old, new: now }: StepMetadata): readonly string[] {
  const [before = {}, after = {}] = [old?.outputs, now?.outputs];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
}
