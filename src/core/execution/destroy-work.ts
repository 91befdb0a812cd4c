import type { EngineResult } from '../engine/deployment-engine.js';
import type { ResourceV3 } from '../engine/deployment-v3.js';
import { buildDag, withDependents } from '../graph/index.js';
import { isComponentResource } from '../plan/build-plan.js';
import type { Plan } from '../plan/plan.js';
import { nameOfUrn, ownerOfUrn, SHARED } from '../plan/resource-owner.js';
import type { ComponentRecord, DeploymentRecord } from '../state/state-store.js';
import { isCovered } from './approved-plan.js';
import { beforeDelete } from './before-delete.js';
import type { DestroyRequest } from './destroy.js';
import { type DestroyFacts, destroyPlan } from './destroy-plan.js';
import { nothingMatches, protectedResources } from './errors.js';
import { type Filter, matchesFilter } from './filter.js';
import { guardPlan } from './guards.js';
import { snapshotPorts } from './snapshot-ports.js';
import { type UnitBorder, within } from './unit-border.js';
import type { BeforeSteps, EngineCall, OpenedUnit, PlannedUpdate, RunResult, UnitWork } from './unit-work.js';

/** One of several units, and what of it goes. */
export interface DestroyedPart {
  readonly border: UnitBorder;
  readonly touched: ReadonlySet<string> | undefined;
  readonly approved: Plan;
}

export interface PlannedDestruction extends PlannedUpdate {
  /** Undefined: everything goes. */
  readonly touched: ReadonlySet<string> | undefined;
}

/** What `destroy` does with a unit: everything in scope goes, dependants first. */
export class DestroyWork implements UnitWork<PlannedDestruction> {
  constructor(
    private readonly request: DestroyRequest,
    /** Where the stack is several units and was approved as a whole. */
    private readonly part?: DestroyedPart,
  ) {}

  async plan({ unit }: OpenedUnit): Promise<PlannedDestruction> {
    const { request, part } = this;
    const components = within(part?.border, unit.state?.components ?? {});
    const touched = part === undefined ? touchedBy(request.filter, components) : part.touched;
    const resources = unit.deployment?.resources ?? [];
    const state = unit.state && { ...unit.state, components };
    return { plan: planDestruction(request, { resources, state, touched }), touched };
  }

  isShown({ plan }: PlannedDestruction): boolean {
    return this.part === undefined || !isCovered(plan, this.part.approved);
  }

  asks(planned: PlannedDestruction): boolean {
    return this.isShown(planned);
  }

  approve({ plan }: PlannedDestruction): Promise<boolean> {
    return this.request.approve(plan);
  }

  beforeSteps(opened: OpenedUnit, { touched }: PlannedDestruction): BeforeSteps {
    const { unit } = opened;
    return beforeDelete({
      base: unit.deployment,
      recorded: unit.state?.components ?? {},
      isDoomed: (urn) => isIn(touched, urn),
      kindOf: this.request.kindOf,
      runId: this.request.ports.run.id,
      ...snapshotPorts(opened),
      keptKeys: unit.state?.keptKeys,
    });
  }

  run({ runtime, planned, guarded }: EngineCall<PlannedDestruction>): Promise<EngineResult> {
    const { touched } = planned;
    return runtime.engine.destroy({
      ...guarded,
      program: async () => ({}),
      isTarget: touched === undefined ? undefined : ({ urn }) => isIn(touched, urn),
      parallel: this.request.parallel,
    });
  }

  components({ stored, deployment }: RunResult): Record<string, ComponentRecord> {
    const left = new Map<string, string[]>();
    for (const { urn, type } of deployment.resources ?? []) {
      const owner = isComponentResource(type) ? undefined : ownerOfUrn(urn);
      if (owner !== undefined) left.set(owner, [...(left.get(owner) ?? []), urn]);
    }
    return remaining(stored, left);
  }

  described(): Pick<DeploymentRecord, 'manifests' | 'plugins'> {
    return { manifests: {}, plugins: {} };
  }
}

/** What would be deleted. Throws DeletionProtected, DataLoss. */
export function planDestruction(request: DestroyRequest, facts: DestroyFacts): Plan {
  const plan = destroyPlan(request, facts);
  refuseProtected(facts.resources, facts.touched);
  if (request.dataLossMustBeAllowed)
    guardPlan({ plan, kindOf: request.kindOf, allowDataLoss: request.allowDataLoss, allowMassDelete: true });
  return plan;
}

function isIn(touched: ReadonlySet<string> | undefined, urn: string): boolean {
  return touched === undefined || touched.has(ownerOfUrn(urn) ?? SHARED);
}

/** A component of which nothing is left is gone; one of which something is left must be looked at again. */
function remaining(
  stored: Readonly<Record<string, ComponentRecord>>,
  left: ReadonlyMap<string, readonly string[]>,
): Record<string, ComponentRecord> {
  return Object.fromEntries(
    Object.entries(stored).flatMap(([address, record]) => {
      const resources = left.get(address);
      if (resources === undefined) return [];
      const whole = resources.length === record.resources.length;
      return [[address, whole ? record : { ...record, resources, status: 'unverified' as const }]];
    }),
  );
}

/** The components a filter means and everything that needs them: those would be left broken. Undefined: all. */
export function touchedBy(
  filter: Filter,
  deployed: Readonly<Record<string, ComponentRecord>>,
): ReadonlySet<string> | undefined {
  const { services = [], components = [] } = filter;
  if (services.length === 0 && components.length === 0) return undefined;
  const addresses = Object.keys(deployed);
  const matched = addresses.filter((a) => matchesFilter(filter, a));
  if (matched.length === 0) throw nothingMatches([...services, ...components].join(', '), addresses);
  const edges = Object.entries(deployed).flatMap(([from, record]) => record.needs.map((to) => ({ from, to })));
  return withDependents(buildDag(addresses, edges), matched);
}

function refuseProtected(resources: readonly ResourceV3[], touched: ReadonlySet<string> | undefined): void {
  const kept = resources.filter((r) => r.protect === true && isIn(touched, r.urn));
  if (kept.length > 0) throw protectedResources(kept.map((r) => nameOfUrn(r.urn)));
}
