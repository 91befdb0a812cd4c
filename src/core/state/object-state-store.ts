import type { AuditTrail } from '../audit/audit-trail.js';
import { ObjectAuditTrail } from '../audit/object-audit-trail.js';
import { stateConflict, stateCorrupt, stateFenced, stateForeign } from './errors.js';
import type { ObjectIdentity } from './object-envelope.js';
import { unwrapObject, wrapObject } from './object-envelope.js';
import { ObjectHistoryStore } from './object-history-store.js';
import { addressKey, historyFolder, parseHistoryKey, parseSnapshotKey, stateKey } from './object-keys.js';
import { ObjectSnapshotStore } from './object-snapshot-store.js';
import type { ObjectStore } from './object-store.js';
import { ObjectUnitStore, type SpoolUse } from './object-unit-store.js';
import type {
  HistoryStore,
  ReadResult,
  SnapshotStore,
  StackState,
  StateAddress,
  StateStore,
  UnitStore,
  Version,
} from './state-store.js';

export interface ObjectStateStoreOptions {
  /** The journal, too, survives a power cut, not only a killed process. Default false: a batch costs no disk flush. */
  readonly durableJournal?: boolean;
  /** Unix milliseconds; for pruning by age. */
  readonly now?: () => number;
  /** Where journals are kept while the store is out of reach. */
  readonly spool?: SpoolUse;
}

/** A `StateStore` over any `ObjectStore`: layout, checksums, fences, history and journals, once for folder and bucket. */
export class ObjectStateStore implements StateStore {
  readonly history: HistoryStore;
  readonly units: UnitStore;
  readonly snapshots: SnapshotStore;
  readonly audit: AuditTrail;
  readonly objects: ObjectStore;

  constructor(objects: ObjectStore, options: ObjectStateStoreOptions = {}) {
    this.objects = objects;
    const now = options.now ?? Date.now;
    this.snapshots = new ObjectSnapshotStore(objects);
    this.history = new ObjectHistoryStore(objects, {
      now,
      onDropped: (at, serial) => this.snapshots.dropBefore(at, serial),
    });
    this.audit = new ObjectAuditTrail(objects, now);
    this.units = new ObjectUnitStore(objects, {
      durableJournal: options.durableJournal ?? false,
      now,
      readState: (at) => this.readState(at),
      ...(options.spool !== undefined && { spool: options.spool }),
    });
  }

  async readState(at: StateAddress): Promise<ReadResult<StackState>> {
    const key = stateKey(at);
    const stored = await this.objects.read(key);
    if (stored === undefined) return this.#notFound(at);
    return { found: true, value: this.#unwrap(at, stored.text), version: stored.version };
  }

  async writeState(at: StateAddress, state: StackState, expected: Version | undefined): Promise<Version> {
    const key = stateKey(at);
    const place = this.objects.describe(key);
    if (state.stack !== at.stack || state.environment !== at.environment)
      throw stateForeign(place, `a state of "${state.stack}" in "${state.environment}" was to be written there`);
    const text = wrapObject(identityOf(at), state, true);
    const stored = await this.objects.read(key);
    if (stored?.text === text) return stored.version;
    const before = stored === undefined ? undefined : this.#unwrap(at, stored.text);
    // First: another unit may have written since, with a fence that says nothing about ours.
    if (stored?.version !== expected) throw stateConflict(place, 'it is not the version that this run has read');
    if (before !== undefined && state.fence < before.fence)
      throw stateFenced(place, { ours: state.fence, stored: before.fence });
    if (before !== undefined) checkSuccessor(place, before, state);
    const version = await this.objects.write({ key, text, expected, durable: true, keepPrevious: true });
    if (version !== undefined) return version;
    const now = await this.objects.read(key);
    if (now?.text === text) return now.version;
    throw stateConflict(place, 'it was written at the same moment');
  }

  /** A head that was deleted is no first deployment: what is deployed would be made a second time. */
  async #notFound(at: StateAddress): Promise<{ readonly found: false }> {
    const keys = await this.objects.list(historyFolder(at));
    const serials = keys.flatMap((key) => parseHistoryKey(key) ?? parseSnapshotKey(key)?.serial ?? []);
    if (serials.length === 0) return { found: false };
    // Written since: the first run of another process.
    if ((await this.objects.read(stateKey(at))) !== undefined) return { found: false };
    const place = this.objects.describe(stateKey(at));
    throw stateCorrupt(place, `it is missing, though the history knows serial ${Math.max(...serials)}`);
  }

  describe(at: StateAddress): string {
    return this.objects.describe(addressKey(at));
  }

  #unwrap(at: StateAddress, text: string): StackState {
    const place = this.objects.describe(stateKey(at));
    const back = this.objects.putBack?.(stateKey(at));
    const { object: _, ...state } = unwrapObject(text, identityOf(at), { place, back });
    return state as unknown as StackState;
  }
}

function identityOf(at: StateAddress): ObjectIdentity {
  return { object: 'state', at };
}

function checkSuccessor(place: string, stored: StackState, next: StackState): void {
  if (next.lineage !== stored.lineage)
    throw stateForeign(place, `its lineage is "${stored.lineage}", the one to be written has "${next.lineage}"`);
  if (next.serial <= stored.serial)
    throw stateConflict(place, `it has serial ${stored.serial}, the one to be written has ${next.serial}`);
}
