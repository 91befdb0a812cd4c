import { expect } from 'chai';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { commitUpdate } from '../../../src/core/state/commit-update.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { recoverUnit } from '../../../src/core/state/recover-unit.js';
import type { StateStore } from '../../../src/core/state/state-store.js';
import { faultyStore, Killed } from './faulty-store.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, creation, headOf, metaOf, recordOf, UNIT } from './state-samples.js';

/** What a provider has made, by name, and how often. */
type Cloud = Map<string, number>;

describe('the kill matrix of the state', () => {
  for (const when of ['before', 'after'] as const) {
    it(`recovers from a kill ${when} every single call of a first and of a second run`, async () => {
      const total = await countCalls();
      expect(total).to.be.greaterThan(20);
      for (let killAt = 1; killAt <= total; killAt += 1) await killAndRecover(killAt, when);
    });

    it(`recovers when the run that recovers is killed ${when} every single call, too`, async () => {
      const total = await countCalls();
      for (let killAt = 1; killAt <= total; killAt += 1) {
        for (let secondKill = 1; secondKill <= 12; secondKill += 1) await killAndRecover(killAt, when, secondKill);
      }
    });
  }
});

async function countCalls(): Promise<number> {
  const store = faultyStore(new ObjectStateStore(new MemoryObjects()), Number.POSITIVE_INFINITY, 'before');
  await twoRuns(store, new Map());
  return store.faults.calls;
}

async function killAndRecover(killAt: number, when: 'before' | 'after', secondKill?: number): Promise<void> {
  const objects = new MemoryObjects();
  const cloud: Cloud = new Map();
  const story = `killed ${when} call ${killAt}${secondKill === undefined ? '' : `, then call ${secondKill}`}`;
  const dying = faultyStore(new ObjectStateStore(objects), killAt, when);
  await mustDie(() => twoRuns(dying, cloud), story);
  if (secondKill !== undefined) {
    const recovering = faultyStore(new ObjectStateStore(objects), secondKill, when);
    await mayDie(() => oneRun(recovering, cloud, { fence: 8, run: 'third', wanted: ['a', 'b', 'c', 'd'] }));
  }
  const store = new ObjectStateStore(objects);
  await oneRun(store, cloud, { fence: 9, run: 'last', wanted: ['a', 'b', 'c', 'd'] });

  const head = await store.readState(AT);
  const checkpoint = await store.units.readCheckpoint(AT, UNIT);
  expect(checkpoint.found && namesIn(checkpoint.value), story).to.have.members(['a', 'b', 'c', 'd']);
  expect([...cloud.keys()], story).to.have.members(['a', 'b', 'c', 'd']);
  expect([...cloud.values()], `${story}: made twice`).to.deep.equal([1, 1, 1, 1]);
  const applied = head.found ? (head.value.units[UNIT]?.appliedUpdate ?? 0) : 0;
  expect(await store.units.readUpdates(AT, UNIT, applied), story).to.deep.equal([]);
}

async function twoRuns(store: StateStore, cloud: Cloud): Promise<void> {
  await oneRun(store, cloud, { fence: 1, run: 'first', wanted: ['a', 'b'] });
  await oneRun(store, cloud, { fence: 2, run: 'second', wanted: ['a', 'b', 'c', 'd'] });
}

interface Run {
  readonly fence: number;
  readonly run: string;
  readonly wanted: readonly string[];
}

/** A deployment as `apply` does it: recover, settle, publish, journal each creation before and after, commit. */
async function oneRun(store: StateStore, cloud: Cloud, { fence, run, wanted }: Run): Promise<void> {
  const head = await store.readState(AT);
  const pointer = head.found ? (head.value.units[UNIT]?.appliedUpdate ?? 0) : 0;
  const lineage = head.found ? head.value.lineage : undefined;
  const by = { fence, run };
  const open = await recoverUnit({ store, at: AT, unit: UNIT, appliedUpdate: pointer, lineage, by, replay });
  const common = { store, at: AT, unit: UNIT, fence, change: () => headOf() };
  let { deployment, checkpointVersion } = open;
  if (open.interrupted.length > 0 && deployment !== undefined) {
    deployment = settle(deployment, cloud);
    const lineageNow = lineage ?? open.lineage;
    ({ checkpointVersion } = await commitUpdate({
      ...common,
      update: open.lastUpdate,
      deployment,
      checkpointVersion,
      lineage: lineageNow,
    }));
  }
  const update = open.lastUpdate + 1;
  const journal = await store.units.beginUpdate(AT, UNIT, metaOf(update, { fence, run }));
  const entries: JournalEntry[] = [];
  const missing = wanted.filter((name) => !namesIn(deployment).includes(name));
  for (const [index, name] of missing.entries()) {
    const [begin, end] = creation(index + 1, name);
    await journal.append([begin]);
    cloud.set(name, (cloud.get(name) ?? 0) + 1);
    await journal.append([end]);
    entries.push(begin, end);
  }
  await journal.close();
  const committed = await commitUpdate({
    ...common,
    update,
    deployment: replay(deployment, entries),
    checkpointVersion,
    lineage: lineage ?? open.lineage,
  });
  await store.history.put(AT, recordOf(committed.state.serial, { id: run }));
}

/** The least replay that knows creations: what is begun and not ended is pending. */
function replay(base: DeploymentV3 | undefined, entries: readonly JournalEntry[]): DeploymentV3 {
  const made = entries.filter((entry) => entry.kind === JOURNAL_KIND.success);
  const ended = new Set(made.map((entry) => entry.operationID));
  const open = entries.filter((entry) => entry.kind === JOURNAL_KIND.begin && !ended.has(entry.operationID));
  return {
    manifest: { time: '', magic: '', version: '' },
    resources: [...(base?.resources ?? []), ...made.map((entry) => entry.state!)],
    pending_operations: open.map((entry) => entry.operation!),
  };
}

/** Adopts what the cloud has and forgets what it has not. */
function settle(deployment: DeploymentV3, cloud: Cloud): DeploymentV3 {
  const pending = (deployment.pending_operations ?? []).map((operation) => operation.resource);
  const adopted = pending.filter((resource) => cloud.has(resource.urn.split('::').at(-1)!));
  return { ...deployment, resources: [...(deployment.resources ?? []), ...adopted], pending_operations: [] };
}

function namesIn(deployment: DeploymentV3 | undefined): string[] {
  return (deployment?.resources ?? []).map((resource) => resource.urn.split('::').at(-1)!);
}

async function mustDie(action: () => Promise<void>, story: string): Promise<void> {
  const died = await mayDie(action);
  expect(died, `${story}: ended before it was killed`).to.equal(true);
}

async function mayDie(action: () => Promise<void>): Promise<boolean> {
  try {
    await action();
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}
