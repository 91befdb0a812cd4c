import { SHARED } from '../plan/resource-owner.js';
import { isDamage } from './damage.js';
import { HISTORY_DAYS } from './object-history-store.js';
import { readHead } from './read-head.js';
import type { DeploymentRecord, RunMark, StackState, StateAddress, StateStore } from './state-store.js';

const KEPT_MS = HISTORY_DAYS * 24 * 60 * 60 * 1000;

/** The deployments of a stack, newest first; also of runs that were killed before they wrote their record. */
export async function deploymentHistory(
  store: StateStore,
  at: StateAddress,
  limit = Number.POSITIVE_INFINITY,
): Promise<readonly DeploymentRecord[]> {
  const [written, head] = await Promise.all([store.history.list(at, limit), readableHead(store, at)]);
  const missing = await missingRecords(store, at, head);
  return [...written, ...missing].sort((a, b) => b.serial - a.serial).slice(0, limit);
}

/**
 * Writes the records that killed runs owe the history. A run that is still alive writes its own over it. Returns the marks that
 * are recorded now, for the next head to leave out.
 */
export async function completeHistory(
  store: StateStore,
  at: StateAddress,
  head: StackState | undefined,
): Promise<readonly RunMark[]> {
  for (const record of await missingRecords(store, at, head)) await store.history.putMissing(at, record);
  return head?.unrecorded ?? [];
}

/** What the next head says: the runs that it still knows of, but for those that are recorded, and this one. */
export function withRunMark(
  stored: StackState | undefined,
  recorded: readonly RunMark[],
  mark: Omit<RunMark, 'serial'>,
): Required<Pick<StackState, 'unrecorded'>> {
  const open = (stored?.unrecorded ?? []).filter(({ serial }) => !recorded.some((one) => one.serial === serial));
  return { unrecorded: [...open, { ...mark, serial: (stored?.serial ?? 0) + 1 }] };
}

/** A damaged head keeps nobody from seeing what was done. */
async function readableHead(store: StateStore, at: StateAddress): Promise<StackState | undefined> {
  try {
    return await readHead(store, at);
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

async function missingRecords(
  store: StateStore,
  at: StateAddress,
  head: StackState | undefined,
): Promise<readonly DeploymentRecord[]> {
  if (head === undefined) return [];
  const young = (head.unrecorded ?? []).filter(({ startedAt }) => Date.now() - Date.parse(startedAt) < KEPT_MS);
  const isThere = await Promise.all(young.map(({ serial }) => isRecorded(store, at, serial)));
  return young.filter((_, index) => !isThere[index]).map((mark) => recordOf(head, mark));
}

/** A damaged record is `state repair`'s business. */
async function isRecorded(store: StateStore, at: StateAddress, serial: number): Promise<boolean> {
  try {
    return (await store.history.get(at, serial)) !== undefined;
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
}

/** What was done to which component is not known any more; what is deployed since is. */
function recordOf(head: StackState, mark: RunMark): DeploymentRecord {
  const components = Object.entries(head.components).filter(([address]) => address !== SHARED);
  return {
    ...mark,
    target: head.target.name,
    components: [],
    manifests: Object.fromEntries(components.map(([address, { kind, spec }]) => [address, { kind, spec }])),
    plugins: Object.fromEntries(components.map(([, { plugin }]) => [plugin.name, plugin.version])),
  };
}
