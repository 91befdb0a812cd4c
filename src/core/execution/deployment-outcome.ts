import type { JsonObject } from '../../sdk/index.js';
import type { EngineResult } from '../engine/deployment-engine.js';
import type { Plan } from '../plan/plan.js';
import { SHARED } from '../plan/resource-owner.js';
import type { StackState } from '../state/state-store.js';
import type { ComponentOutcome, ProgressRecorder } from './component-progress.js';
import type { DeploymentPorts } from './ports.js';

export type DeploymentStatus = 'succeeded' | 'failed' | 'interrupted' | 'nothing-to-do';

/** What a deployment did. Shape of `apply --json`, docs/commands.md. */
export interface DeploymentOutcome {
  readonly status: DeploymentStatus;
  /** Deployment id. */
  readonly deployment: string;
  readonly serial: number;
  readonly stack: string;
  readonly environment: string;
  readonly target: string;
  readonly components: readonly ComponentResult[];
  /** Outputs by address; a secret one is `{"secret": true}`. */
  readonly outputs: Readonly<Record<string, JsonObject>>;
  /** Resources by what was done to them. */
  readonly resources: Readonly<Record<string, number>>;
  readonly durationMs: number;
  readonly verified: number;
  readonly unverified: readonly string[];
  readonly recovered: boolean;
  /** What left the state and stays in the cloud: what a deletion policy keeps, and the key without which it could not be read. */
  readonly retained: readonly RetainedResource[];
  readonly errors: readonly { readonly message: string; readonly code?: string; readonly component?: string }[];
}

export interface RetainedResource {
  readonly component: string;
  readonly name: string;
  readonly type: string;
}

export interface ComponentResult {
  readonly component: string;
  readonly kind: string;
  readonly action: string;
  readonly status: string;
  readonly wave: number;
  readonly durationMs: number;
  readonly error?: { readonly message: string; readonly code?: string };
}

export interface OutcomeRequest {
  readonly ports: Pick<DeploymentPorts, 'run' | 'target'>;
  readonly plan: Plan;
  readonly status: DeploymentStatus;
  readonly state: StackState | undefined;
  readonly recorder?: ProgressRecorder;
  readonly errors?: EngineResult['errors'];
  readonly startedAt: number;
  readonly recovered?: boolean;
}

export function outcomeOf(request: OutcomeRequest): DeploymentOutcome {
  const { ports, plan, state, recorder } = request;
  const outcomes = recorder?.outcomes ?? new Map<string, ComponentOutcome>();
  const components = plan.changes.map((change) => {
    const outcome = outcomes.get(change.component);
    return {
      component: change.component,
      kind: change.kind,
      action: change.action,
      status: statusOf(change.action, outcome, request.status),
      wave: change.wave,
      durationMs: Math.round((outcome?.endedAt ?? 0) - (outcome?.startedAt ?? outcome?.endedAt ?? 0)),
      ...(outcome?.error === undefined ? {} : { error: outcome.error }),
    };
  });
  const verified = [...outcomes].filter(([, o]) => o.verification !== undefined);
  return {
    status: request.status,
    deployment: ports.run.id,
    serial: state?.serial ?? 0,
    stack: plan.stack,
    environment: plan.environment,
    target: ports.target.name,
    components,
    outputs: publishedOutputs(state),
    resources: recorder?.ops ?? {},
    durationMs: Date.now() - request.startedAt,
    verified: verified.length,
    unverified: [...outcomes]
      .filter(([a, o]) => a !== SHARED && o.status === 'deployed' && o.verification === undefined)
      .map(([a]) => a),
    recovered: request.recovered ?? false,
    retained: request.status === 'succeeded' ? retainedBy(plan) : [],
    errors: errorsOf(components, request),
  };
}

function retainedBy({ changes }: Plan): readonly RetainedResource[] {
  return changes.flatMap(({ component, resources }) =>
    resources.flatMap(({ name, type, retained }) => (retained === true ? [{ component, name, type }] : [])),
  );
}

const UNDONE: readonly string[] = ['failed', 'skipped', 'interrupted'];

function statusOf(action: string, outcome: ComponentOutcome | undefined, status: DeploymentStatus): string {
  if (outcome !== undefined && UNDONE.includes(outcome.status)) return outcome.status;
  if (action === 'delete')
    return outcome !== undefined && outcome.steps > 0 && outcome.failedSteps === 0
      ? 'deleted'
      : status === 'succeeded'
        ? 'deleted'
        : 'kept';
  if (action === 'none') return 'unchanged';
  if (outcome?.status === 'deployed') return 'deployed';
  return status === 'interrupted' ? 'interrupted' : 'skipped';
}

function publishedOutputs(state: StackState | undefined): Record<string, JsonObject> {
  return Object.fromEntries(
    Object.entries(state?.components ?? {})
      .filter(([address]) => address !== SHARED)
      .map(([address, record]) => [address, record.outputs as JsonObject]),
  );
}

/** Failures by component first; an engine error that only repeats one is left out. */
function errorsOf(
  components: readonly ComponentResult[],
  { status, errors = [] }: Pick<OutcomeRequest, 'status' | 'errors'>,
): DeploymentOutcome['errors'] {
  const own = components.flatMap((c) =>
    c.error === undefined || c.status === 'skipped' ? [] : [{ ...c.error, component: c.component }],
  );
  // What an interruption breaks off is no error.
  if (own.length > 0 || status === 'interrupted') return own;
  return errors.map(({ message, code }) => ({ message, code }));
}
