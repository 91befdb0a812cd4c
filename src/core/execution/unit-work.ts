import type { EngineResult, MutatingRequest, ResourceEvent } from '../engine/deployment-engine.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { Plan } from '../plan/plan.js';
import type { ComponentRecord, DeploymentRecord, StackState } from '../state/state-store.js';
import type { ClearedSteps } from './cleared-steps.js';
import type { ProgressRecorder } from './component-progress.js';
import type { OpenUnit } from './open-unit.js';
import type { DeploymentRuntime } from './ports.js';

/** What a verb does with one unit; lock, journal, commit and history are the same for all of them. */
export interface UnitWork<P extends PlannedUpdate> {
  /** Plans and refuses. Nothing was changed yet. */
  plan(opened: OpenedUnit): Promise<P>;
  /** True when the plan is news to whoever watches. */
  isShown(planned: P): boolean;
  /** True when the plan needs somebody's approval. */
  asks(planned: P): boolean;
  /** False: nothing is changed. */
  approve(planned: P): Promise<boolean>;
  /** What is looked at and kept before a step; rejecting stops that step. */
  beforeSteps(opened: OpenedUnit, planned: P): BeforeSteps;
  /** Lets the engine do it. */
  run(engine: EngineCall<P>): Promise<EngineResult>;
  /** The records of the unit's components after the run. */
  components(result: RunResult, planned: P): Record<string, ComponentRecord>;
  /** What the history keeps of the manifests. */
  described(state: StackState): Pick<DeploymentRecord, 'manifests' | 'plugins'>;
}

export interface PlannedUpdate {
  readonly plan: Plan;
}

export interface BeforeSteps {
  /** The state that the engine starts from. */
  readonly base: DeploymentV3 | undefined;
  readonly step: (event: ResourceEvent) => Promise<void>;
  /** Steps that `step` lets pass, which nobody needs to ask about. */
  readonly cleared?: ClearedSteps;
  /** ARNs of KMS keys that the head remembers before the first step. */
  readonly keptKeys: readonly string[];
}

export interface OpenedUnit {
  readonly unit: OpenUnit;
  readonly runtime: DeploymentRuntime;
  readonly signal: AbortSignal;
}

export interface EngineCall<P extends PlannedUpdate> extends OpenedUnit {
  readonly planned: P;
  readonly recorder: ProgressRecorder;
  /** The part of the engine's request that keeps lock and journal. */
  readonly guarded: Pick<
    MutatingRequest,
    'unit' | 'base' | 'journal' | 'beforeStep' | 'cleared' | 'onEvent' | 'signal'
  >;
}

export interface RunResult {
  /** What is recorded of the unit's components now. */
  readonly stored: Readonly<Record<string, ComponentRecord>>;
  readonly deployment: DeploymentV3;
  readonly recorder: ProgressRecorder;
}
