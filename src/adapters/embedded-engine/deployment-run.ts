import type {
  DeclaredResource,
  EngineRequest,
  EngineResult,
  MutatingRequest,
  ResourceEvent,
  UnitIdentity,
} from '../../core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { describeFailure } from '../../core/engine/describe-failure.js';
import { JOURNAL_KIND } from '../../core/engine/journal-entry.js';
import { JournalReplay } from '../../core/engine/replay.js';
import type { ResourceProvider } from '../../core/engine/resource-provider.js';
import { isProviderType, ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import { BaseState } from './base-state.js';
import { type EntryDraft, JournalWriter } from './journal-writer.js';
import type { KnownResource } from './known-resource.js';
import type { Registration } from './registration.js';
import type { ResourceGoal } from './resource-goal.js';
import { Semaphore } from './semaphore.js';
import type { StateCodec } from './state-codec.js';

export type RunError = EngineResult['errors'][number];

const DEFAULT_PARALLEL = 16;

export interface RunSetup {
  readonly request: EngineRequest | MutatingRequest;
  readonly provider: ResourceProvider;
  readonly codec: StateCodec;
}

/** One preview, up, refresh or destroy: what was, what is declared so far, what went wrong. */
export class DeploymentRun {
  readonly unit: UnitIdentity;
  readonly provider: ResourceProvider;
  readonly codec: StateCodec;
  readonly slots: Semaphore;
  /** Absent in a preview, which writes nothing. */
  readonly journal: JournalWriter | undefined;
  readonly errors: RunError[] = [];
  /** Messages of failures that the program gets to see, so that they are not reported a second time as its own. */
  readonly reported = new Set<string>();
  base: BaseState;

  /** Declared resources that are done, by URN. */
  readonly current = new Map<string, KnownResource>();
  /** URNs that the program has declared, done or not. */
  readonly declared = new Set<string>();
  /** Resources of the base that a declared one is the continuation of. */
  readonly claimed = new Map<KnownResource, string>();
  /** New URN → the URN that it had in the base. */
  readonly aliasOf = new Map<string, string>();
  /** Declared, not targeted and not deployed. */
  readonly skipped = new Set<string>();
  /** Those of them that are components, which are made when something below them is a target. */
  readonly skippedComponents = new Map<string, Registration>();
  /** What was asked for, by URN: children inherit from it. */
  readonly goals = new Map<string, ResourceGoal>();
  /** URNs whose resource is replaced in this run. */
  readonly replaced = new Set<string>();
  /** URNs whose outputs are not known yet, in a preview. */
  readonly unknown = new Set<string>();
  /** Resources of the base that were deleted before their time, for a replacement; settles when it is done. */
  readonly deletedEarly = new Map<KnownResource, Promise<void>>();
  /** Resources of the base that an untargeted one still refers to: they may not change in this run. */
  readonly frozen = new Set<KnownResource>();
  /** Resources of the base whose change has begun. */
  readonly changing = new Set<KnownResource>();
  /** Registrations under way, by the resource of the base that they continue. */
  readonly inProgress = new Map<KnownResource, Promise<unknown>>();
  /** Resources of the base whose record is gone before the end of the run. */
  readonly removed = new Set<KnownResource>();
  /** Old halves of replacements, to be deleted at the end. */
  readonly outdated = new Set<KnownResource>();

  /** Resolves when no step may start any more. */
  readonly whenStopped: Promise<void>;
  #stop: () => void = () => undefined;
  #halted: 'failed' | 'interrupted' | undefined;
  readonly #replay: JournalReplay;

  constructor(private readonly setup: RunSetup) {
    const { request } = setup;
    this.unit = request.unit;
    this.provider = setup.provider;
    this.codec = setup.codec;
    this.slots = new Semaphore(request.parallel ?? DEFAULT_PARALLEL);
    this.base = new BaseState(request.base, setup.codec);
    this.#replay = new JournalReplay(request.base);
    this.whenStopped = new Promise((resolve) => {
      this.#stop = resolve;
      if (request.signal?.aborted) resolve();
      request.signal?.addEventListener('abort', () => resolve(), { once: true });
    });
    this.journal = 'journal' in request ? this.openJournal(request) : undefined;
  }

  private openJournal({ journal, base, unit }: MutatingRequest): JournalWriter {
    const preamble = base?.secrets_providers ? [] : [secretsManagerEntry(unit)];
    return new JournalWriter({ journal, replay: this.#replay, preamble, onFailure: (error) => this.halt(error) });
  }

  get preview(): boolean {
    return this.journal === undefined;
  }

  /** True: no step may start any more. */
  get stopped(): boolean {
    return this.#halted !== undefined || this.setup.request.signal?.aborted === true;
  }

  emit(event: ResourceEvent): void {
    this.setup.request.onEvent(event);
  }

  async beforeStep(event: ResourceEvent): Promise<void> {
    const { request } = this.setup;
    if ('beforeStep' in request) await request.beforeStep?.(event);
  }

  /** Who wants to see what is declared, if anybody does. */
  get inspector(): ((resource: DeclaredResource) => void) | undefined {
    return this.setup.request.inspect;
  }

  /** Providers and the root stack belong to every target. */
  isTarget(resource: { readonly urn: string; readonly type: string; readonly parent?: string }): boolean {
    if (resource.type === ROOT_STACK_TYPE || isProviderType(resource.type)) return true;
    const { urn, parent } = resource;
    return this.setup.request.isTarget?.({ urn, ...(parent !== undefined && { parent }) }) ?? true;
  }

  /** The old half of a replacement, of this run or an earlier one. */
  isOutdated(resource: KnownResource): boolean {
    return resource.state.delete === true || this.outdated.has(resource);
  }

  fail(error: unknown, urn?: string): void {
    this.errors.push({ ...(urn !== undefined && { urn }), ...describeFailure(error) });
  }

  /** The journal refused: another run may have taken over, so nothing more is begun. */
  halt(error: unknown): void {
    if (this.#halted) return;
    this.#halted = 'failed';
    this.#stop();
    this.fail(error);
  }

  nextOperation(): number {
    return this.journal?.nextOperation() ?? 0;
  }

  /** Journals the entries; in a preview they only count for the preview itself. */
  async record(drafts: readonly EntryDraft[]): Promise<void> {
    if (this.journal) return this.journal.write(drafts);
    for (const draft of drafts)
      this.#replay.add({ version: 1, removeOld: null, removeNew: null, ...draft, sequenceID: 0 });
  }

  /** Goes on from the state that the journal adds up to now. */
  rebase(): void {
    this.base = new BaseState(this.#replay.deployment({ time: new Date().toISOString() }), this.codec);
  }

  deployment(): DeploymentV3 {
    const { base } = this.setup.request;
    if (base && (this.preview || !this.journal?.used)) return base;
    return this.#replay.deployment({ time: new Date().toISOString() });
  }

  status(): EngineResult['status'] {
    if (this.#halted) return this.#halted;
    if (this.setup.request.signal?.aborted) return 'interrupted';
    return this.errors.length > 0 ? 'failed' : 'succeeded';
  }
}

/** Says to Pulumi that the secrets are sealed by its service, whose part panka plays; the URL is given at each run. */
function secretsManagerEntry({ project, stack }: UnitIdentity): EntryDraft {
  const state = { url: 'http://127.0.0.1', owner: 'panka', project, stack };
  return { kind: JOURNAL_KIND.secretsManager, operationID: 0, secretsProvider: { type: 'service', state } };
}
