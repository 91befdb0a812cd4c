import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { acquireLease, type Lease } from '../../../src/core/locks/lease.js';
import type { LockScope, LockStore } from '../../../src/core/locks/lock-store.js';
import type { HolderLiveness } from '../../../src/core/locks/take-lock.js';
import { claimHead } from '../../../src/core/state/claim-head.js';
import { commitUpdate } from '../../../src/core/state/commit-update.js';
import { unitName, unitsExclude } from '../../../src/core/state/fences.js';
import { guardedJournal } from '../../../src/core/state/guarded-journal.js';
import { highestFence } from '../../../src/core/state/highest-fence.js';
import { recoverUnit } from '../../../src/core/state/recover-unit.js';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { creation, headOf } from '../state/state-samples.js';
import type { SimulatedProcess } from './simulated-world.js';

export interface SimulatedRun {
  readonly id: string;
  readonly process: SimulatedProcess;
  readonly state: StateStore;
  readonly locks: LockStore;
  readonly scope: LockScope;
  /** Units have locks of their own. Else everything is the unit `stack`, and no head is claimed, as `apply` does it. */
  readonly isMixed: boolean;
  /** Never asks whether its lease is held. */
  readonly isCareless: boolean;
  readonly waitMs: number;
  readonly steps: number;
  readonly stepMs: number;
  readonly processAlive: HolderLiveness;
  readonly onTakeOver: (count: number) => void;
  /** The provider call; it comes after journal and lease have said yes. */
  readonly onCall: (unit: string) => void;
}

/** A deployment by the rules: lease, recovery of what the lock covers, journal before and after each call, commit, release. */
export async function deploy(run: SimulatedRun): Promise<void> {
  const { state, locks, scope } = run;
  const fenceAbove = await highestFence(state, scope);
  const lease = await acquireLease({
    store: locks,
    clock: run.process,
    waitMs: run.waitMs,
    processAlive: run.processAlive,
    request: {
      scope,
      lockId: run.id,
      lockedBy: run.id,
      command: 'panka apply',
      leaseSeconds: 30,
      ttlSeconds: 3600,
      fenceAbove,
      metadata: { deployment_id: run.id },
    },
  });
  run.onTakeOver(lease.tookOver.length);
  try {
    await deployUnder(run, lease);
  } finally {
    await lease.release();
  }
}

async function deployUnder(run: SimulatedRun, lease: Lease): Promise<void> {
  const unit = unitName(run.scope);
  if (run.isMixed) {
    await claimHead({ store: run.state, at: run.scope, unit, fence: lease.fence, target: headOf().target });
    for (const other of (await run.state.units.list?.(run.scope)) ?? [])
      if (other !== unit && unitsExclude(unit, other)) await recover(run, lease, other);
  }
  const open = await recover(run, lease, unit);
  const update = open.lastUpdate + 1;
  const meta = { update, fence: lease.fence, run: run.id, startedAt: new Date(run.process.wall()).toISOString() };
  const begun = await run.state.units.beginUpdate(run.scope, unit, meta);
  const journal = guardedJournal(begun, () => assertHeld(run, lease));
  const entries: JournalEntry[] = [];
  for (let step = 1; step <= run.steps; step += 1) {
    const [begin, end] = creation(step, `${run.id}-${step}`);
    await journal.append([begin]);
    run.onCall(unit);
    await run.process.sleep(run.stepMs);
    await journal.append([end]);
    entries.push(begin, end);
  }
  await journal.close();
  await commit(run, lease, { ...open, unit, update, deployment: replay(open.deployment, entries) });
}

function assertHeld(run: SimulatedRun, lease: Lease): void {
  if (!run.isCareless) lease.assertHeld();
}

interface Open {
  readonly deployment: DeploymentV3 | undefined;
  readonly checkpointVersion: string | undefined;
  readonly lastUpdate: number;
  readonly lineage: string | undefined;
}

async function recover(run: SimulatedRun, lease: Lease, unit: string): Promise<Open> {
  const head = await run.state.readState(run.scope);
  const pointer = head.found ? head.value.units[unit] : undefined;
  const recovered = await recoverUnit({
    store: run.state,
    at: run.scope,
    unit,
    appliedUpdate: pointer?.appliedUpdate ?? 0,
    ...(head.found && { lineage: head.value.lineage }),
    by: { fence: lease.fence, run: run.id },
    replay,
  });
  const open = { ...recovered, lineage: head.found ? head.value.lineage : recovered.lineage };
  if (recovered.interrupted.length === 0) return open;
  assertHeld(run, lease);
  const checkpointVersion = await commit(run, lease, { ...open, unit, update: open.lastUpdate });
  return { ...open, checkpointVersion };
}

async function commit(run: SimulatedRun, lease: Lease, open: Open & { unit: string; update: number }): Promise<string> {
  const { deployment, lineage, ...rest } = open;
  const committed = await commitUpdate({
    ...rest,
    store: run.state,
    at: run.scope,
    fence: lease.fence,
    deployment: deployment!,
    ...(lineage !== undefined && { lineage }),
    change: (stored) => stored ?? headOf(),
  });
  return committed.checkpointVersion;
}

/** Keeps every entry, so that one that was lost, doubled or moved shows. */
export function replay(base: DeploymentV3 | undefined, entries: readonly JournalEntry[]): DeploymentV3 {
  const kept = entries.map((entry) => entry.state ?? { ...entry.operation!.resource, id: 'begun' });
  return { manifest: { time: '', magic: '', version: '' }, resources: [...(base?.resources ?? []), ...kept] };
}
