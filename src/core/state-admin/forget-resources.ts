import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { referencesOf } from '../engine/resource-references.js';
import { notApproved } from '../execution/errors.js';
import type { Lease } from '../locks/lease.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import { hasDependents, nothingDeployed } from './errors.js';
import { type FoundResource, findResource, type ListedResource, resourcesOf } from './listed-resources.js';
import { publishState } from './publish-state.js';
import { recordChange } from './record-change.js';
import { recordsWithout } from './records-without.js';
import { changeState, type StateChangeRequest } from './state-change.js';
import { type TakenUnit, takeOverUnits } from './take-over-units.js';

export interface ForgetRequest extends StateChangeRequest {
  /** Names or URNs. */
  readonly named: readonly string[];
  /** Shown what will be forgotten; false: nothing is changed. */
  readonly approve: (resources: readonly ListedResource[]) => Promise<boolean>;
}

export interface Forgotten {
  readonly outcome: 'forgotten';
  readonly serial: number;
  readonly forgotten: readonly ListedResource[];
}

/** Takes resources out of the state. They stay in the cloud, where nobody looks after them any more. */
export function forgetResources(request: ForgetRequest): Promise<Forgotten> {
  return changeState(request, (lease) => forget(request, lease));
}

async function forget(request: ForgetRequest, lease: Lease): Promise<Forgotten> {
  const { ports, at } = request;
  const startedAt = Date.now();
  const read = await ports.state.readState(at);
  if (!read.found) throw nothingDeployed(ports.state.describe(at));
  const taken = await takeOverUnits({ store: ports.state, at, state: read.value, lease, run: ports.run.id });
  for (const { damage } of taken) if (damage !== undefined) throw damage;
  const all = resourcesIn(taken, read.value);
  const urns = new Set(request.named.map((name) => findResource(all, name).urn));
  refuseDependents(all, urns, request.named);
  const forgotten = all.filter(({ urn }) => urns.has(urn)).map(({ resource: _, ...listed }) => listed);
  if (!(await request.approve(forgotten))) throw notApproved();
  lease.assertHeld();
  const affected = taken.filter(({ unit }) => forgotten.some((one) => one.unit === unit));
  const state = await publishState({
    ...{ ports, at, lease, startedAt, head: read.value },
    units: affected.map((one) => ({ taken: one, deployment: without(one.deployment as DeploymentV3, urns) })),
    change: (stored) => ({
      target: stored.target,
      components: recordsWithout(stored.components, urns) as Record<string, ComponentRecord>,
      lastDeployment: ports.run.id,
    }),
  });
  await recordChange(request, state, startedAt);
  return { outcome: 'forgotten', serial: state.serial, forgotten };
}

function resourcesIn(taken: readonly TakenUnit[], state: StackState): readonly FoundResource[] {
  const units = taken.flatMap(({ unit, deployment }) => (deployment === undefined ? [] : [{ unit, deployment }]));
  return resourcesOf({ state, units, interrupted: [], missing: [] });
}

/** All of them, also what refers to those that refer, so that the error names everything that has to be named. */
function refuseDependents(all: readonly FoundResource[], urns: ReadonlySet<string>, named: readonly string[]): void {
  const gone = new Set(urns);
  const live = all.filter(({ pending }) => pending === undefined);
  for (let before = -1; before !== gone.size; ) {
    before = gone.size;
    for (const { urn, resource } of live) if (referencesOf(resource).some((one) => gone.has(one.urn))) gone.add(urn);
  }
  const dependents = [...gone].filter((urn) => !urns.has(urn));
  if (dependents.length > 0) throw hasDependents(named, dependents);
}

function without(deployment: DeploymentV3, urns: ReadonlySet<string>): DeploymentV3 {
  const { pending_operations: begun = [], ...rest } = deployment;
  const left = begun.filter(({ resource }) => !urns.has(resource.urn));
  return {
    ...rest,
    resources: (deployment.resources ?? []).filter(({ urn }) => !urns.has(urn)),
    ...(left.length > 0 && { pending_operations: left }),
  };
}
