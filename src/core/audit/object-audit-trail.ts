import { isPankaError } from '../diagnostics/panka-error.js';
import { stateConflict } from '../state/errors.js';
import { type ObjectIdentity, unwrapObject, wrapObject } from '../state/object-envelope.js';
import { auditDayFolder, auditFolder, auditKey, parseAuditKey } from '../state/object-keys.js';
import type { ObjectStore } from '../state/object-store.js';
import type { StateAddress } from '../state/state-store.js';
import type { AuditEntry } from './audit-entry.js';
import type { AuditQuery, AuditRead, AuditTrail, DamagedEntry } from './audit-trail.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Above this many days one listing of everything is cheaper than one a day. */
const DAYS_LISTED_ONE_BY_ONE = 14;
const READ_AT_ONCE = 16;

/** `audit/{date}/{run}-{unit}-{event}.ndjson`: one object an entry, since an object store cannot append to one. */
export class ObjectAuditTrail implements AuditTrail {
  readonly #objects: ObjectStore;
  readonly #now: () => number;

  constructor(objects: ObjectStore, now: () => number) {
    this.#objects = objects;
    this.#now = now;
  }

  async append(at: StateAddress, entry: AuditEntry): Promise<void> {
    const key = auditKey(at, entry);
    const text = wrapObject(identityOf(at), entry, false);
    if ((await this.#objects.write({ key, text, expected: undefined, durable: true })) !== undefined) return;
    // Our own text there is the lost reply of our own write.
    if ((await this.#objects.read(key))?.text === text) return;
    throw stateConflict(this.#objects.describe(key), 'the audit trail has this entry already, of another run');
  }

  async read(at: StateAddress, { since, newest }: AuditQuery): Promise<AuditRead> {
    const { keys, more } = newestRuns(await this.#keys(at, since), newest);
    const entries: AuditEntry[] = [];
    const damaged: DamagedEntry[] = [];
    for (let from = 0; from < keys.length; from += READ_AT_ONCE) {
      const read = await Promise.all(keys.slice(from, from + READ_AT_ONCE).map((key) => this.#readEntry(at, key)));
      for (const one of read) {
        if (one === undefined) continue;
        if ('why' in one) damaged.push(one);
        else entries.push(one);
      }
    }
    entries.sort(byTime);
    return { entries, damaged, more };
  }

  async #keys(at: StateAddress, since: number | undefined): Promise<readonly string[]> {
    const days = since === undefined ? Number.POSITIVE_INFINITY : (this.#now() - since) / DAY_MS + 1;
    if (since === undefined || days > DAYS_LISTED_ONE_BY_ONE) return this.#objects.list(auditFolder(at));
    const dates: string[] = [];
    // One day before, where a run that is not over yet may have begun; one after, for a clock that is ahead.
    for (let time = since - DAY_MS; time <= this.#now() + DAY_MS; time += DAY_MS)
      dates.push(new Date(time).toISOString().slice(0, 10));
    return (await Promise.all(dates.map((date) => this.#objects.list(auditDayFolder(at, date))))).flat();
  }

  async #readEntry(at: StateAddress, key: string): Promise<AuditEntry | DamagedEntry | undefined> {
    const stored = await this.#objects.read(key);
    if (stored === undefined) return undefined;
    const place = this.#objects.describe(key);
    try {
      const {
        object: _,
        format: __,
        stack: ___,
        environment: ____,
        ...entry
      } = unwrapObject(stored.text, identityOf(at), { place });
      return entry as unknown as AuditEntry;
    } catch (error) {
      if (!isPankaError(error)) throw error;
      return { place, why: error.message };
    }
  }
}

/** Names begin with the time of the run, so the last in order are the newest. */
function newestRuns(
  listed: readonly string[],
  newest = Number.POSITIVE_INFINITY,
): { readonly keys: readonly string[]; readonly more: number } {
  const runs = new Map<string, string[]>();
  for (const key of listed) {
    const run = parseAuditKey(key)?.run;
    if (run !== undefined) runs.set(run, [...(runs.get(run) ?? []), key]);
  }
  const kept = [...runs.keys()].sort().slice(-newest);
  return { keys: kept.flatMap((run) => runs.get(run) ?? []), more: runs.size - kept.length };
}

/** A start stands before an end of the same millisecond. */
function byTime(a: AuditEntry, b: AuditEntry): number {
  const [x, y] = [`${a.at} ${a.event === 'started' ? 0 : 1}`, `${b.at} ${b.event === 'started' ? 0 : 1}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

function identityOf(at: StateAddress): ObjectIdentity {
  return { object: 'audit', at };
}
