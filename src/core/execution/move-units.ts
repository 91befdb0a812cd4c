import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { Lease } from '../locks/lease.js';
import type { LockGranularity } from '../locks/lock-store.js';
import { type DeploymentUnit, unitOf } from '../model/deployment-units.js';
import { ownerOfUrn } from '../plan/resource-owner.js';
import { markCheckpoint, readMark } from '../state/checkpoint-mark.js';
import { STACK_UNIT } from '../state/fences.js';
import { moveHead } from '../state/move-head.js';
import { digestOf } from '../state/object-snapshot-store.js';
import { readHead } from '../state/read-head.js';
import type { ComponentRecord, StackState, StateAddress, UnitPointer } from '../state/state-store.js';
import type { Desired } from './desired.js';
import type { DeploymentPorts } from './ports.js';
import { recordsOfStack, recordsOfUnits } from './revisions.js';
import { borderOf } from './unit-border.js';
import { partOf } from './unit-deployment.js';

export interface MoveRequest {
  readonly ports: DeploymentPorts;
  readonly desired: Desired;
  readonly at: StateAddress;
  readonly lease: Lease;
  readonly to: LockGranularity;
}

/** Splits the stack's deployment: first the checkpoints of the new units, which nobody reads until the head names them. */
export async function moveUnits(request: MoveRequest, deployment: DeploymentV3 | undefined): Promise<StackState> {
  const { ports, at, lease, to } = request;
  const before = await readHead(ports.state, at);
  const { lineage = crypto.randomUUID(), components = {} } = before ?? {};
  const pointers: Record<string, UnitPointer> = {};
  const written: { unit: string; deployment: DeploymentV3 }[] = [];
  for (const unit of unitsOf(request, components, deployment)) {
    const part = to === 'stack' ? deployment : deployment && partOf(deployment, borderOf(to, at, unit).owns);
    lease.assertHeld();
    const stored = await writeUnit(request, unit.name, { deployment: part ?? emptyOf(deployment), lineage });
    pointers[unit.name] = { appliedUpdate: stored.appliedUpdate, checkpoint: digestOf(stored.deployment) };
    written.push({ unit: unit.name, deployment: stored.deployment });
  }
  lease.assertHeld();
  const { state } = await moveHead({
    ...{ store: ports.state, at, unit: STACK_UNIT, fence: lease.fence, lineage },
    change: (stored) => ({
      target: stored?.target ?? ports.target,
      components: recordsOf(request, stored?.components ?? {}, deployment),
      units: pointers,
      lockGranularity: to,
      lastDeployment: stored?.lastDeployment,
    }),
  });
  await ports.state.snapshots.keep(at, state, written);
  return state;
}

/** Empties what is left of units that the head does not name. True when there was something. */
export async function retireUnits({ ports, at, lease }: MoveRequest, known: readonly string[]): Promise<boolean> {
  const { units } = ports.state;
  const head = await readHead(ports.state, at);
  let isCleared = false;
  for (const unit of known) {
    if (head === undefined || head.units[unit] !== undefined) continue;
    const read = await units.readCheckpoint(at, unit);
    if (!read.found || (read.value.resources ?? []).length === 0) continue;
    lease.assertHeld();
    const appliedUpdate = readMark(read.value)?.appliedUpdate ?? 0;
    const empty = markCheckpoint(emptyOf(read.value), { appliedUpdate, lineage: head.lineage });
    await units.writeCheckpoint(at, unit, empty, read.version);
    await units.prune(at, unit, appliedUpdate);
    isCleared = true;
  }
  return isCleared;
}

interface WrittenUnit {
  readonly appliedUpdate: number;
  readonly deployment: DeploymentV3;
}

/** Over what an earlier migration has left there; updates go on counting, so that no late writer finds a free number. */
async function writeUnit(
  { ports, at }: MoveRequest,
  unit: string,
  { deployment, lineage }: { readonly deployment: DeploymentV3; readonly lineage: string },
): Promise<WrittenUnit> {
  const { units } = ports.state;
  const read = await units.readCheckpoint(at, unit);
  const mark = read.found ? (readMark(read.value)?.appliedUpdate ?? 0) : 0;
  const updates = await units.readUpdates(at, unit, mark);
  const appliedUpdate = Math.max(mark, ...updates.map(({ meta }) => meta.update));
  const marked = markCheckpoint(deployment, { appliedUpdate, lineage });
  await units.writeCheckpoint(at, unit, marked, read.found ? read.version : undefined);
  return { appliedUpdate, deployment: marked };
}

function unitsOf(
  { at, to }: MoveRequest,
  components: Readonly<Record<string, ComponentRecord>>,
  deployment: DeploymentV3 | undefined,
): readonly DeploymentUnit[] {
  const owners = (deployment?.resources ?? []).flatMap(({ urn }) => ownerOfUrn(urn) ?? []);
  const units = new Map<string, DeploymentUnit>();
  for (const address of [...Object.keys(components), ...owners].sort()) {
    const unit = unitOf(to, at, address);
    units.set(unit.name, unit);
  }
  return [...units.values()];
}

function recordsOf(
  { desired, to }: MoveRequest,
  components: Readonly<Record<string, ComponentRecord>>,
  deployment: DeploymentV3 | undefined,
): Record<string, ComponentRecord> {
  if (to === 'stack') return recordsOfStack(components);
  return recordsOfUnits(components, { desired, deployment: deployment ?? { manifest: EMPTY_MANIFEST } });
}

const EMPTY_MANIFEST = { time: new Date(0).toISOString(), magic: '', version: '' };

function emptyOf(deployment: DeploymentV3 | undefined): DeploymentV3 {
  const { resources: _r, pending_operations: _p, metadata: _m, ...rest } = deployment ?? { manifest: EMPTY_MANIFEST };
  return rest;
}
