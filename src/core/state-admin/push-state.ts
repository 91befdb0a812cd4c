import { notApproved } from '../execution/errors.js';
import type { Lease } from '../locks/lease.js';
import { isComponentResource } from '../plan/build-plan.js';
import { ownerOfUrn } from '../plan/resource-owner.js';
import type { ComponentRecord, StackState } from '../state/state-store.js';
import { compareResources, type ResourceDifference } from './compare-states.js';
import { nothingDeployed, pushRefused } from './errors.js';
import { publishState } from './publish-state.js';
import { recordChange } from './record-change.js';
import { changeState, type StateChangeRequest } from './state-change.js';
import { checkStateFile, type StateFile } from './state-file.js';
import { type TakenUnit, takeOverUnits } from './take-over-units.js';
import type { WholeState } from './whole-state.js';

export interface PushRequest extends StateChangeRequest {
  readonly file: StateFile;
  /** For messages. */
  readonly fileName: string;
  /** Shown what will differ; false: nothing is changed. */
  readonly approve: (difference: readonly ResourceDifference[]) => Promise<boolean>;
}

export interface Pushed {
  readonly outcome: 'pushed' | 'nothing-to-do';
  readonly serial: number;
  readonly unit: string;
  readonly difference: readonly ResourceDifference[];
}

/** Puts an edited deployment in the place of a unit's present one, if it was made from that. The cloud is not touched. */
export function pushState(request: PushRequest): Promise<Pushed> {
  return changeState(request, (lease) => push(request, lease));
}

async function push(request: PushRequest, lease: Lease): Promise<Pushed> {
  const { ports, at, file } = request;
  const startedAt = Date.now();
  const read = await ports.state.readState(at);
  if (!read.found) throw nothingDeployed(ports.state.describe(at));
  const head = read.value;
  checkStateFile(file, request.fileName, head);
  const taken = await takeOverUnits({ store: ports.state, at, state: head, lease, run: ports.run.id });
  const unit = takenUnit(request, taken);
  const difference = compareResources(wholeOf(head, unit), wholeOf(head, { ...unit, deployment: file.deployment }));
  const done = { unit: unit.unit, difference };
  if (JSON.stringify(unit.deployment) === JSON.stringify(file.deployment))
    return { ...done, outcome: 'nothing-to-do', serial: head.serial };
  if (!(await request.approve(difference))) throw notApproved();
  lease.assertHeld();
  const state = await publishState({
    ...{ ports, at, lease, startedAt, head },
    units: [{ taken: unit, deployment: file.deployment }],
    change: (stored) => ({
      target: stored.target,
      components: componentsAfter(stored, { unit, file }),
      lastDeployment: ports.run.id,
    }),
  });
  await recordChange(request, state, startedAt);
  return { ...done, outcome: 'pushed', serial: state.serial };
}

function takenUnit({ file, fileName }: PushRequest, taken: readonly TakenUnit[]): TakenUnit {
  const found = taken.find(({ unit }) => unit === file.panka.unit);
  if (found === undefined)
    throw pushRefused(fileName, `it is of the unit "${file.panka.unit}", which the stack does not have`);
  if (found.damage !== undefined) throw found.damage;
  return found;
}

function wholeOf(state: StackState, { unit, deployment }: Pick<TakenUnit, 'unit' | 'deployment'>): WholeState {
  return { state, units: deployment === undefined ? [] : [{ unit, deployment }], interrupted: [], missing: [] };
}

/** Whatever was edited must be looked at again: components of which the unit has, or had, resources count as unverified. */
function componentsAfter(
  stored: StackState,
  { unit, file }: { readonly unit: TakenUnit; readonly file: StateFile },
): Record<string, ComponentRecord> {
  const before = ownedBy(unit.deployment);
  const after = ownedBy(file.deployment);
  return Object.fromEntries(
    Object.entries(stored.components).flatMap(([address, record]) => {
      if (!before.has(address) && !after.has(address)) return [[address, record]];
      const resources = after.get(address) ?? [];
      return resources.length === 0 ? [] : [[address, { ...record, resources, status: 'unverified' as const }]];
    }),
  );
}

function ownedBy(deployment: TakenUnit['deployment']): ReadonlyMap<string, readonly string[]> {
  const owned = new Map<string, string[]>();
  for (const { urn, type } of deployment?.resources ?? []) {
    const owner = isComponentResource(type) ? undefined : ownerOfUrn(urn);
    if (owner !== undefined) owned.set(owner, [...(owned.get(owner) ?? []), urn]);
  }
  return owned;
}
