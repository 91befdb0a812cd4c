import { withAdopted } from '../adoption/adopted.js';
import type { ResourceV3 } from '../engine/deployment-v3.js';
import { buildPlan, isComponentResource } from '../plan/build-plan.js';
import type { Plan } from '../plan/plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { StackState } from '../state/state-store.js';
import type { DestroyRequest } from './destroy.js';
import { withRetained } from './with-retained.js';

export interface DestroyFacts {
  readonly resources: readonly ResourceV3[];
  readonly state: StackState | undefined;
  /** Undefined: everything. */
  readonly touched: ReadonlySet<string> | undefined;
}

/** What destroy would delete, for `panka plan --destroy` and the question before it. */
export function destroyPlan(request: Pick<DestroyRequest, 'at' | 'ports' | 'kindOf'>, facts: DestroyFacts): Plan {
  const { at, ports } = request;
  const inScope = (address: string) => facts.touched === undefined || facts.touched.has(address);
  const doomed = facts.resources.filter((r) => !isComponentResource(r.type) && inScope(ownerOfUrn(r.urn) ?? SHARED));
  const deployed = Object.fromEntries(
    Object.entries(facts.state?.components ?? {}).filter(([address]) => inScope(address)),
  );
  const plan = buildPlan({
    stack: at.stack,
    environment: at.environment,
    command: 'destroy',
    components: [],
    deployed,
    steps: doomed.map((r) => ({
      phase: 'planned',
      op: 'delete',
      urn: r.urn,
      type: r.type,
      name: nameOfUrn(r.urn),
      parent: r.parent,
    })),
    basis: {
      manifests: '',
      serial: facts.state?.serial ?? 0,
      lineage: facts.state?.lineage,
      plugins: {},
      target: { name: ports.target.name, account: ports.target.account, region: ports.target.region },
    },
    isModelled: () => true,
  });
  const { resources, state } = facts;
  const recorded = state?.components ?? {};
  return withRetained(withAdopted(plan, { resources, recorded }), {
    resources,
    recorded,
    kindOf: request.kindOf,
    known: state?.keptKeys,
  });
}
