import type { AwsApi, ComponentKind, ComponentOf, Verifier } from '../../sdk/index.js';
import type { Imports } from '../adoption/imports.js';
import type { DeploymentEngine, UnitProgram } from '../engine/deployment-engine.js';
import type { FindRequest } from '../engine/resource-provider.js';
import type { Clock } from '../locks/clock.js';
import type { LockStore } from '../locks/lock-store.js';
import type { HolderLiveness } from '../locks/take-lock.js';
import type { StateStore } from '../state/state-store.js';
import type { Desired } from './desired.js';
import type { EmitEvent } from './events.js';
import type { RunKeeper } from './run-keeper.js';
import type { UnitHooks } from './unit-hooks.js';

/** What a deployment needs of the world, for one target. */
export interface DeploymentPorts {
  readonly target: TargetIdentity;
  readonly state: StateStore;
  readonly locks: LockStore;
  /** Started only when something is to be done: loading it is the expensive part. */
  readonly engine: () => Promise<DeploymentRuntime>;
  readonly processAlive?: HolderLiveness;
  /** Absent: this thread keeps lease and journal by itself, as is right where it runs the engine, too. */
  readonly keeper?: RunKeeper;
  /** By which leases are renewed and waited for; default: the system's. */
  readonly clock?: Clock;
  readonly run: RunIdentity;
  readonly emit: EmitEvent;
}

export interface TargetIdentity {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

export interface DeploymentRuntime {
  readonly engine: DeploymentEngine;
  readonly program: (request: ProgramRequest) => UnitProgram;
  /** Of the platform that its containers run on, or of its kind. Undefined: there is none, which the summary says. */
  readonly verifier: (component: ComponentOf) => Promise<Verifier | undefined>;
  readonly aws: AwsApi;
  /** Kinds of the manifests and of what is deployed; undefined where the plugin is gone. */
  readonly kindOf?: (kind: string) => ComponentKind | undefined;
  readonly isModelled: (type: string) => boolean;
  /** Ids of what exists already and may be what a resource with these inputs stands for, whoever made it. Changes nothing. */
  readonly findExisting: (request: FindRequest) => Promise<readonly string[]>;
  /** Milliseconds before look `n` (from 1) of a verification. */
  readonly backOff: (n: number) => number;
  /** Waits before a handover's next look; the sandbox's time does not pass. Rejects when the signal is aborted. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface ProgramRequest {
  readonly desired: Desired;
  readonly preview: boolean;
  readonly hooks: UnitHooks;
  readonly signal?: AbortSignal;
  /** Declare only these; everything they need is among them. */
  readonly only?: ReadonlySet<string>;
  /** What exists and is taken over, by the logical name of the resource that does. */
  readonly imports?: Imports;
}

/** Who runs this, for lock, history and logs. */
export interface RunIdentity {
  /** Deployment id, also the correlation id of every log line. */
  readonly id: string;
  readonly command: string;
  /** As typed, without secrets. */
  readonly arguments?: readonly string[];
  readonly by: string;
  readonly host: string;
  readonly pid: number;
  readonly gitCommit?: string;
  readonly ciRunId?: string;
  readonly runUrl?: string;
  /** ARN that AWS knows us by; undefined where there is no account to ask, or it does not answer. Never rejects. */
  readonly awsCaller?: () => Promise<string | undefined>;
}
