import type {
  DeploymentEngine,
  EngineRequest,
  EngineResult,
  MutatingRequest,
  SettleRequest,
  SettleResult,
} from '../../core/engine/deployment-engine.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { declareResources } from './declare-resources.js';
import { DeploymentRun } from './deployment-run.js';
import { deleteEverything, deleteUndeclared } from './final-deletions.js';
import type { ProgramIsolation } from './program-turn.js';
import { ProviderResources } from './provider-resources.js';
import { refreshBase } from './refresh.js';
import { ResourceOutputs } from './resource-outputs.js';
import { settlePending } from './settle.js';
import { StateCodec } from './state-codec.js';

export interface EmbeddedEngineOptions {
  /** The cloud. */
  readonly provider: ResourceProvider;
  readonly secrets: SecretSealer;
  /** How the program reaches the engine. Default `in-process`; `grpc` is slower and there to find what only a wire shows. */
  readonly transport?: 'in-process' | 'grpc';
  /** Milliseconds without anything declared after which a preview is given up. Default 60,000. */
  readonly previewIdleMs?: number;
  /** Default `side-by-side`. */
  readonly isolation?: ProgramIsolation;
}

/** Runs a unit's Pulumi program in this process against a simulated cloud; keeps Pulumi's own state format. */
export class EmbeddedEngine implements DeploymentEngine {
  constructor(private readonly options: EmbeddedEngineOptions) {}

  async preview(request: EngineRequest): Promise<EngineResult> {
    return this.deploy(this.start(withoutJournal(request)), request);
  }

  async up(request: MutatingRequest): Promise<EngineResult> {
    return this.deploy(this.start(request), request);
  }

  async destroy(request: MutatingRequest): Promise<EngineResult> {
    const run = this.start(request);
    if (request.refresh) await refreshBase(run, { changed: 'refresh', vanished: 'refresh' });
    if (run.errors.length === 0) await deleteEverything(run);
    return conclude(run, {});
  }

  async refresh(request: MutatingRequest): Promise<EngineResult> {
    const run = this.start(request);
    await refreshBase(run, { changed: 'update', vanished: 'delete' });
    return conclude(run, new ResourceOutputs(run).previousStack());
  }

  async settle(request: SettleRequest): Promise<SettleResult> {
    const codec = new StateCodec(this.options.secrets);
    return settlePending(request.base, { provider: new ProviderResources(this.options.provider), codec });
  }

  private start(request: EngineRequest | MutatingRequest): DeploymentRun {
    const codec = new StateCodec(this.options.secrets, !('journal' in request));
    return new DeploymentRun({ request, provider: new ProviderResources(this.options.provider), codec });
  }

  private async deploy(run: DeploymentRun, request: EngineRequest): Promise<EngineResult> {
    const outputs = new ResourceOutputs(run);
    if (request.refresh) await refreshBase(run, { changed: 'refresh', vanished: 'refresh' });
    if (run.errors.length > 0 || run.stopped) return conclude(run, outputs.previousStack());
    await declareResources(run, {
      program: request.program,
      outputs,
      transport: this.options.transport ?? 'in-process',
      previewIdleMs: this.options.previewIdleMs ?? 60_000,
      isolation: this.options.isolation ?? 'side-by-side',
    });
    if (run.errors.length > 0 || run.stopped) return conclude(run, outputs.previousStack());
    const stackOutputs = outputs.concludeStack();
    await deleteUndeclared(run);
    return conclude(run, stackOutputs);
  }
}

/** A request that was given a journal by mistake must not write in a preview. */
function withoutJournal(request: EngineRequest): EngineRequest {
  const { journal: _unused, ...rest } = request as EngineRequest & { journal?: unknown };
  return rest;
}

async function conclude(run: DeploymentRun, outputs: PropertyMap): Promise<EngineResult> {
  await run.journal?.settle();
  return { status: run.status(), deployment: run.deployment(), outputs: { ...outputs }, errors: run.errors };
}
