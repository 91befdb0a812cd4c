import type { JsonObject } from '../../sdk/index.js';
import type { StateJournal } from '../state/state-store.js';
import type { DeploymentV3 } from './deployment-v3.js';
import type { PropertyDiffKind } from './resource-provider.js';

export type ResourceOp =
  | 'same'
  | 'create'
  | 'update'
  | 'replace'
  | 'create-replacement'
  | 'delete-replaced'
  | 'delete'
  | 'read'
  /** Drift that a refresh before another verb found; a vanished resource has the one diff `id`, deleted. A refresh on its own says `update` and `delete`. */
  | 'refresh'
  | 'import';

/** What happens to one resource. `planned` in a preview; else `started` then `done` or `failed`. */
export interface ResourceEvent {
  readonly phase: 'planned' | 'started' | 'done' | 'failed' | 'skipped';
  readonly op: ResourceOp;
  readonly urn: string;
  readonly type: string;
  /** Logical name, the last part of the URN. */
  readonly name: string;
  /** URN of the component resource above it, by which Panka knows the component. */
  readonly parent?: string;
  readonly id?: string;
  /** What it is about to have, as the state would keep it: only for `beforeStep`. */
  readonly inputs?: JsonObject;
  /** Property paths that differ and how; old and new values are display text with secrets masked and unknowns as `UnknownSource`. */
  readonly diffs?: readonly PropertyChange[];
  readonly replaceReasons?: readonly string[];
  readonly durationMs?: number;
  readonly error?: { readonly message: string; readonly code?: string };
  readonly protect?: boolean;
  readonly retain?: boolean;
}

export interface PropertyChange {
  readonly path: string;
  readonly kind: PropertyDiffKind;
  /** JSON text, `[secret]`, or undefined when there was none. */
  readonly before?: string;
  readonly after?: string;
  /** Set when the new value is not known yet: the URNs that it waits for; none where the engine does not tell. */
  readonly unknownFrom?: readonly string[];
}

/** A resource as the program declares it. */
export interface DeclaredResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Plain JSON; secrets are `[secret]`, what isn't known yet is `[unknown]`. */
  readonly inputs: JsonObject;
}

export interface UnitIdentity {
  /** Pulumi project. */
  readonly project: string;
  /** Pulumi stack name. */
  readonly stack: string;
}

/** The program of one unit: declares resources with @pulumi/* and resolves to the stack's outputs. Waits on URNs, never on values. */
export type UnitProgram = () => Promise<Record<string, unknown>>;

export interface EngineRequest {
  readonly unit: UnitIdentity;
  readonly program: UnitProgram;
  /** What was deployed before; undefined when nothing was. */
  readonly base?: DeploymentV3;
  /** Only resources for which this says true are touched; the others keep their state. Absent: all. */
  readonly isTarget?: (resource: { urn: string; parent?: string }) => boolean;
  /** Compare with the cloud before diffing. */
  readonly refresh?: boolean;
  /** Provider calls at once. */
  readonly parallel?: number;
  readonly onEvent: (event: ResourceEvent) => void;
  /** Told every declared resource with its inputs, before what happens to it is decided. */
  readonly inspect?: (resource: DeclaredResource) => void;
  /** Aborted: no new steps; running ones end. */
  readonly signal?: AbortSignal;
}

export interface MutatingRequest extends EngineRequest {
  /** Write-ahead log: `append` resolves only when the entries are stored for good, and rejects when the lease was lost. */
  readonly journal: StateJournal;
  /** Called once before each provider call; rejecting stops that step. */
  readonly beforeStep?: (event: ResourceEvent) => Promise<void>;
  /** Steps, by URN, that `beforeStep` has nothing against: an engine that would have to wait for its answer need not ask. */
  readonly cleared?: ReadonlyMap<string, readonly ResourceOp[]>;
}

export interface EngineResult {
  readonly status: 'succeeded' | 'failed' | 'interrupted';
  /** The state after the operation; in a preview, what it would be is not computed and this is the base. */
  readonly deployment: DeploymentV3;
  /** Of the program; of the deployment before where it failed. Secrets are `Secret`, what isn't known yet is `UNKNOWN`. */
  readonly outputs: Record<string, unknown>;
  readonly errors: readonly { readonly urn?: string; readonly message: string; readonly code?: string }[];
}

/** Runs the program of one unit. Implementations: embedded (sandbox), Pulumi Automation API. */
export interface DeploymentEngine {
  preview(request: EngineRequest): Promise<EngineResult>;
  up(request: MutatingRequest): Promise<EngineResult>;
  refresh(request: MutatingRequest): Promise<EngineResult>;
  /** Deletes everything in `base` (or the targets), dependants first. The program is not run. */
  destroy(request: MutatingRequest): Promise<EngineResult>;
  /** Settles operations that an interrupted run left pending: looks each up, adopts or forgets it. Before any other verb. */
  settle(request: SettleRequest): Promise<SettleResult>;
}

export interface SettleRequest {
  readonly unit: UnitIdentity;
  readonly base: DeploymentV3;
}
export interface SettleResult {
  readonly deployment: DeploymentV3;
  readonly adopted: readonly string[];
  readonly forgotten: readonly string[];
  /** URNs that only a person can decide, with what to do. */
  readonly undecided: readonly { readonly urn: string; readonly advice: string }[];
}
