import type {
  DeploymentEngine,
  EngineRequest,
  EngineResult,
  MutatingRequest,
  SettleRequest,
  SettleResult,
} from '../../core/engine/deployment-engine.js';
import type { PulumiCli } from '../pulumi-cli/find-pulumi-cli.js';
import { PulumiProcess } from '../pulumi-cli/pulumi-process.js';
import type { PortableSealer } from '../run-thread/carried-sealer.js';
import { RunThread } from '../run-thread/run-thread.js';
import { ThreadBackend } from '../run-thread/thread-backend.js';
import { EngineHome } from './engine-home.js';
import { adoptedUnread } from './errors.js';
import { endLeftClis, GRACE_MS } from './left-clis.js';
import { protectedResult } from './protection.js';
import { RunEvents, type Verb } from './run-events.js';
import { scout } from './scout.js';
import { stackOutputs } from './stack-outputs.js';
import { unitsTargets } from './targets.js';
import { runUnit } from './unit-run.js';
import { type ProviderConfig, unitStack } from './unit-stack.js';

export interface PulumiEngineOptions {
  readonly cli: PulumiCli;
  readonly secrets: PortableSealer;
  /** That of the run, which keeps its lease and journal; by default one that ends with the engine. */
  readonly thread?: RunThread | undefined;
  /** Before a run that may seal something for good. */
  readonly beforeChange?: () => Promise<void>;
  /** Looks at the cloud for what an interrupted run left pending: what the CLI would make a second time. */
  readonly settle: (request: SettleRequest) => Promise<SettleResult>;
  /** Variables for the CLI and its providers, such as credentials. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Configuration of the providers: `aws:region`, `aws:profile`. No secrets. */
  readonly config?: ProviderConfig;
}

/**
 * The stock Pulumi CLI by its Automation API. It keeps its state on a server in the run's thread, which journals every step in
 * panka's own store under panka's lease before the CLI may do it, whatever keeps the program in this thread busy.
 */
export class PulumiEngine implements DeploymentEngine {
  readonly #process: PulumiProcess;
  readonly #thread: RunThread;
  #home: EngineHome | undefined;
  #started: Promise<ThreadBackend> | undefined;

  constructor(private readonly options: PulumiEngineOptions) {
    this.#process = new PulumiProcess({
      cli: options.cli,
      onStart: (pid) => void this.home().noteStarted(pid),
    });
    this.#thread = options.thread ?? new RunThread();
  }

  async preview(request: EngineRequest): Promise<EngineResult> {
    const { isTarget } = request;
    const targets = isTarget && unitsTargets(request, await this.declared(request));
    return this.run('preview', request, { targets });
  }

  async up(request: MutatingRequest): Promise<EngineResult> {
    const cautious = request.isTarget !== undefined || request.base?.resources?.some(({ protect }) => protect);
    if (!cautious) return this.run('up', request);
    const planned = await this.declared(request);
    if (planned.failed) return planned.failed;
    const targets = request.isTarget && unitsTargets(request, planned);
    return protectedResult(request, planned, targets) ?? this.run('up', request, { targets });
  }

  async refresh(request: MutatingRequest): Promise<EngineResult> {
    return this.run('refresh', request, { targets: request.isTarget && unitsTargets(request) });
  }

  async destroy(request: MutatingRequest): Promise<EngineResult> {
    const targets = request.isTarget && unitsTargets(request);
    return protectedResult(request, undefined, targets) ?? this.run('destroy', request, { targets });
  }

  /**
   * What a dead panka's CLI has under way is waited for: only then is there what there will be. What was adopted is read once
   * more, for the outputs that only AWS knows.
   */
  async settle(request: SettleRequest): Promise<SettleResult> {
    await endLeftClis();
    const settled = await this.options.settle(request);
    if (settled.adopted.length === 0) return settled;
    const { unit } = request;
    const isTarget = ({ urn }: { urn: string }) => settled.adopted.includes(urn);
    const read = await this.refresh({ ...QUIET, unit, base: settled.deployment, isTarget });
    if (read.status === 'succeeded') return { ...settled, deployment: read.deployment };
    const [first] = read.errors;
    throw adoptedUnread(settled.adopted, first?.message ?? 'the refresh failed');
  }

  async close(): Promise<void> {
    this.#process.interruptAll();
    if (this.options.thread === undefined) await this.#thread.close();
    else await this.#closeBackend();
    this.#home?.remove();
  }

  /** What a run without targets would do: only the program knows what it declares. */
  private async declared(request: EngineRequest) {
    const { journal: _unused, isTarget: _all, ...rest } = request as MutatingRequest;
    return scout(rest, (quiet) => this.run('preview', quiet));
  }

  private async run(
    verb: Verb,
    request: EngineRequest | MutatingRequest,
    { targets }: { readonly targets?: readonly string[] } = {},
  ): Promise<EngineResult> {
    if (targets?.length === 0) return untouched(request);
    if (verb !== 'preview') await this.options.beforeChange?.();
    const backend = await this.backend();
    const home = this.home();
    const events = new RunEvents(verb, request);
    const service = await backend.serve({
      request,
      onBegun: (urn) => events.begunInJournal(urn),
      sealer: this.options.secrets,
    });
    const unwatch = this.#thread.onEnd(() => this.#process.interruptAll(GRACE_MS));
    try {
      const stack = await unitStack({
        cli: this.options.cli,
        process: this.#process,
        unit: request.unit,
        workDir: home.projectFolder(),
        config: this.options.config ?? {},
        environment: { ...this.options.environment, ...home.environment(backend) },
      });
      const outputsOf = (deployment: EngineResult['deployment']) => stackOutputs(deployment, this.options.secrets);
      return await runUnit({ verb, stack, service, request, events, targets, outputsOf });
    } finally {
      unwatch();
      await service.close();
    }
  }

  private home(): EngineHome {
    const home = this.#home ?? new EngineHome();
    this.#home = home;
    return home;
  }

  private backend(): Promise<ThreadBackend> {
    const started = this.#started ?? ThreadBackend.start(this.#thread);
    this.#started = started;
    return started;
  }

  /** A thread that has ended has closed it. */
  async #closeBackend(): Promise<void> {
    const backend = await this.#started?.catch(() => undefined);
    await backend?.close().catch(() => undefined);
  }
}

/** A refresh that changes nothing but the record in hand, which its caller stores. */
const QUIET = {
  program: async () => ({}),
  onEvent: () => {},
  journal: { append: async () => {}, close: async () => {} },
};

/** Nothing is a target. */
function untouched({ base }: EngineRequest): EngineResult {
  const deployment = base ?? { manifest: { time: new Date().toISOString(), magic: '', version: '' } };
  return { status: 'succeeded', deployment, outputs: {}, errors: [] };
}
