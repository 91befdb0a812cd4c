import type { RollbackClass } from '../../sdk/index.js';
import type { CostDelta } from '../cost/cost-delta.js';
import type { Diagnostic, SourceLocation } from '../diagnostics/diagnostic.js';
import type { PropertyChange, ResourceOp } from '../engine/deployment-engine.js';

export type Action = 'create' | 'update' | 'replace' | 'delete' | 'none';

/** What an apply would do, and to what it holds: the same manifests, state, plugins and target. */
export interface Plan {
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  readonly command: 'apply' | 'destroy';
  readonly changes: readonly ComponentChange[];
  readonly summary: Readonly<Record<Action, number>>;
  /** Resources by what happens to them. */
  readonly resources: Readonly<Partial<Record<ResourceOp, number>>>;
  /** Resource types of this plan that the sandbox simulates only by echo. */
  readonly notModelled: readonly string[];
  /** What the planned resources do against the policies, short of errors, which refuse a plan. */
  readonly findings: readonly Diagnostic[];
  /** What it changes in the fixed cost of a month; absent where no prices are known or nothing changes. */
  readonly cost?: CostDelta;
  readonly basis: PlanBasis;
}

/** What a saved plan holds to; any difference refuses it. */
export interface PlanBasis {
  /** Digest of everything discovery read. */
  readonly manifests: string;
  /** Serial and lineage of the state; serial 0 where there is none yet. */
  readonly serial: number;
  readonly lineage?: string;
  /** Where the stack is several units: those that the plan is for, and the last update of each. They count, not the serial. */
  readonly units?: Readonly<Record<string, number>>;
  /** Plugin name → version. */
  readonly plugins: Readonly<Record<string, string>>;
  readonly target: { readonly name: string; readonly account: string; readonly region: string };
}

export interface ComponentChange {
  /** `service/component`, or `shared` for what the stack has once. */
  readonly component: string;
  readonly kind: string;
  readonly wave: number;
  readonly action: Action;
  /** One sentence: what made it so. */
  readonly reason: string;
  readonly rollback: RollbackClass;
  readonly resources: readonly ResourceChange[];
  readonly specChanges: readonly SpecChange[];
}

export interface ResourceChange {
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly op: ResourceOp;
  readonly changes: readonly PlannedProperty[];
  readonly replaceReasons: readonly string[];
  /** It leaves the state and stays in the cloud. */
  readonly retained?: true;
  /** A snapshot is taken right before it. */
  readonly snapshot?: true;
  /** What is tried right before it, which may keep it from being done: `10 % of the calls for 10 minutes`. */
  readonly first?: string;
  /** Id of what exists already and is taken over. */
  readonly existing?: string;
  /** It was there before Panka took it over, and would be deleted or replaced. */
  readonly adopted?: true;
}

export interface PlannedProperty extends PropertyChange {
  /** `known after wave 2`: set when the new value is not known yet. */
  readonly knownAfter?: string;
  /** What to change in the manifest where a resource that is taken over differs. */
  readonly field?: PlannedField;
}

export interface PlannedField {
  /** JSON pointer within the spec; absent where none is known to decide it. */
  readonly path?: string;
  /** Where it is written; for a default, where the component names what exists. */
  readonly source?: SourceLocation;
}

/** A difference between the spec that is deployed and the one in the manifests. */
export interface SpecChange {
  /** JSON pointer within the spec. */
  readonly path: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly source?: SourceLocation;
}

export function hasChanges(plan: Plan): boolean {
  return plan.changes.some((c) => c.action !== 'none');
}
