import { requireIntegrity } from '../engine/deployment-integrity.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { JOURNAL_KIND } from '../engine/journal-entry.js';
import { runMark } from '../execution/run-mark.js';
import type { Lease } from '../locks/lease.js';
import { markCheckpoint } from '../state/checkpoint-mark.js';
import { STACK_UNIT } from '../state/fences.js';
import { guardedJournal } from '../state/guarded-journal.js';
import { type HeadContent, moveHead } from '../state/move-head.js';
import { digestOf } from '../state/object-snapshot-store.js';
import type { StackState, UnitSnapshot } from '../state/state-store.js';
import { completeHistory, withRunMark } from '../state/unrecorded-runs.js';
import type { StateChangeRequest } from './state-change.js';
import type { TakenUnit } from './take-over-units.js';

export interface PublishRequest extends Pick<StateChangeRequest, 'ports' | 'at'> {
  readonly lease: Lease;
  /** Unix milliseconds. */
  readonly startedAt: number;
  /** The head that was read; it decides the lineage. */
  readonly head: StackState;
  readonly units: readonly { readonly taken: TakenUnit; readonly deployment: DeploymentV3 }[];
  /** The new head's content; the units' pointers are added here. */
  readonly change: (stored: StackState) => Omit<HeadContent, 'units'>;
}

/**
 * Makes these deployments the state, as a new serial. Each unit's is journalled first, as one entry that says "this is the
 * state now": killed at any point after that, the next run finishes what was begun; killed before, nothing has happened.
 */
export async function publishState(request: PublishRequest): Promise<StackState> {
  for (const { deployment } of request.units) requireIntegrity(deployment);
  const recorded = await completeHistory(request.ports.state, request.at, request.head);
  for (const unit of request.units) await journal(request, unit);
  const written: UnitSnapshot[] = [];
  for (const unit of request.units) written.push(await writeCheckpoint(request, unit));
  const { ports, at, lease, units, startedAt } = request;
  lease.assertHeld();
  const { state } = await moveHead({
    ...{ store: ports.state, at, unit: STACK_UNIT, fence: lease.fence, lineage: request.head.lineage },
    change: (stored = request.head) => ({
      ...request.change(stored),
      units: { ...stored.units, ...pointersTo(request, written) },
      ...withRunMark(stored, recorded, runMark(ports.run, startedAt, 'succeeded')),
    }),
  });
  await ports.state.snapshots.keep(at, state, written);
  for (const { taken } of units) await ports.state.units.prune(at, taken.unit, taken.lastUpdate + 1);
  return state;
}

type PublishedUnit = PublishRequest['units'][number];

async function journal({ ports, at, lease }: PublishRequest, { taken, deployment }: PublishedUnit): Promise<void> {
  lease.assertHeld();
  const { run, state } = ports;
  const slots = await state.units.beginUpdate(at, taken.unit, {
    ...{ update: taken.lastUpdate + 1, fence: lease.fence, run: run.id, startedAt: new Date().toISOString() },
    ...{ pid: run.pid, host: run.host },
  });
  const guarded = guardedJournal(slots, () => lease.assertHeld());
  const entry = {
    version: 1,
    kind: JOURNAL_KIND.write,
    sequenceID: 1,
    operationID: 0,
    newSnapshot: deployment,
  } as const;
  await guarded.append([{ ...entry, removeOld: null, removeNew: null }]);
  await guarded.close();
}

async function writeCheckpoint(
  { ports, at, lease, head }: PublishRequest,
  { taken, deployment }: PublishedUnit,
): Promise<UnitSnapshot> {
  lease.assertHeld();
  const mark = { appliedUpdate: taken.lastUpdate + 1, lineage: head.lineage };
  const marked = markCheckpoint(deployment, mark);
  await ports.state.units.writeCheckpoint(at, taken.unit, marked, taken.checkpointVersion);
  return { unit: taken.unit, deployment: marked };
}

function pointersTo({ units }: PublishRequest, written: readonly UnitSnapshot[]): StackState['units'] {
  return Object.fromEntries(
    units.map(({ taken }, index) => [
      taken.unit,
      {
        appliedUpdate: taken.lastUpdate + 1,
        checkpoint: digestOf((written[index] as UnitSnapshot).deployment),
      },
    ]),
  );
}
