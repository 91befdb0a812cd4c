import type { AwsApi, ComponentKind, ComponentOf, Handover, HandoverContext } from '../../sdk/index.js';
import type { JsonObject } from '../../sdk/json.js';
import { PankaError } from '../diagnostics/panka-error.js';
import type { ResourceEvent, ResourceOp } from '../engine/deployment-engine.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { parseUrn } from '../engine/urn.js';
import type { ComponentChange, Plan, ResourceChange } from '../plan/plan.js';
import { notHandedOver } from './errors.js';

export interface HandoverSubjects {
  readonly kindOf: (kind: string) => ComponentKind | undefined;
  readonly componentOf: (address: string) => ComponentOf | undefined;
}

interface Awaited {
  readonly handover: Handover;
  readonly component: ComponentOf;
  readonly step: HandoverContext['step'];
  readonly first: string;
  /** URNs of everything that the component had. */
  readonly resources: ReadonlySet<string>;
}

const CREATES: readonly ResourceOp[] = ['create', 'create-replacement'];

/** Says of the steps of a plan what is tried before each of them. */
export function withHandovers(plan: Plan, subjects: HandoverSubjects): Plan {
  const changes = plan.changes.map((change) => ({
    ...change,
    resources: change.resources.map((one) => {
      const awaited = awaitedOf(change, one, subjects);
      return awaited === undefined ? one : { ...one, first: awaited.first };
    }),
  }));
  return { ...plan, changes };
}

function awaitedOf(change: ComponentChange, one: ResourceChange, subjects: HandoverSubjects): Awaited | undefined {
  const step = stepOf(one);
  const handover = subjects
    .kindOf(change.kind)
    ?.handovers?.find(
      ({ type, input }) => type === one.type && (step === 'create' || one.changes.some(({ path }) => path === input)),
    );
  const component = subjects.componentOf(change.component);
  if (step === undefined || handover === undefined || component === undefined) return undefined;
  const first = handover.first(component.spec, step);
  const resources = new Set(change.resources.map(({ urn }) => urn));
  return first === undefined ? undefined : { handover, component, step, first, resources };
}

/** What takes the place of another is made, as if nothing had been there. */
function stepOf({ op }: ResourceChange): HandoverContext['step'] | undefined {
  if (op === 'update') return 'update';
  return op === 'create' || op === 'replace' ? 'create' : undefined;
}

export interface BeforeHandoverRequest extends HandoverSubjects {
  readonly plan: Plan;
  readonly base: DeploymentV3 | undefined;
  readonly aws: AwsApi;
  /** Milliseconds; the sandbox's time does not pass. */
  readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
  readonly signal?: AbortSignal;
}

/** Tries what the plan tells of, each right before its step. Rejects with NotHandedOver: then what was deployed before goes on. */
export function beforeHandover(
  request: BeforeHandoverRequest,
): (event: Pick<ResourceEvent, 'op' | 'urn' | 'inputs'>) => Promise<void> {
  const awaited = new Map(
    request.plan.changes.flatMap((change) =>
      change.resources.flatMap((one) => {
        const found = awaitedOf(change, one, request);
        return found === undefined ? [] : [[one.urn, found] as const];
      }),
    ),
  );
  return async ({ op, urn, inputs = {} }) => {
    const found = awaited.get(urn);
    const isDue = found?.step === 'update' ? op === 'update' : CREATES.includes(op);
    if (found !== undefined && isDue) await attempt(request, found, inputs);
  };
}

async function attempt(request: BeforeHandoverRequest, awaited: Awaited, inputs: JsonObject): Promise<void> {
  const { aws, sleep, signal, base } = request;
  const { handover, component, step } = awaited;
  const { default: perform } = await handover.attempt();
  const resources = (base?.resources ?? []).filter(
    ({ urn, delete: old }) => awaited.resources.has(urn) && old !== true,
  );
  try {
    await perform(component, {
      step,
      inputs,
      resources: resources.map(({ urn, type, id = '', outputs = {} }) => ({
        name: parseUrn(urn).name,
        type,
        id,
        outputs: outputs as JsonObject,
      })),
      aws,
      wait: (seconds) => sleep(seconds * 1000, signal),
    });
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof PankaError) throw error;
    throw notHandedOver(component.address, error instanceof Error ? error.message : String(error));
  }
}
