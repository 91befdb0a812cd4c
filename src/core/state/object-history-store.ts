import { stateConflict } from './errors.js';
import { unwrapObject, wrapObject } from './object-envelope.js';
import { historyFolder, historyKey, parseHistoryKey } from './object-keys.js';
import type { ObjectStore, StoredObject } from './object-store.js';
import type { DeploymentRecord, HistoryStore, StateAddress } from './state-store.js';

/** How long a deployment is kept. Source: docs/architecture.md, "State Backup". */
export const HISTORY_DAYS = 90;
const DAY_MS = 24 * 60 * 60 * 1000;
const ATTEMPTS = 3;

export interface ObjectHistoryStoreOptions {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Called after deployments were dropped, with the oldest serial that is left. */
  readonly onDropped: (at: StateAddress, oldest: number) => Promise<void>;
}

/** `history/{serial}.json`. */
export class ObjectHistoryStore implements HistoryStore {
  readonly #objects: ObjectStore;
  readonly #options: ObjectHistoryStoreOptions;

  constructor(objects: ObjectStore, options: ObjectHistoryStoreOptions) {
    this.#objects = objects;
    this.#options = options;
  }

  /** Writes the record (again: the same deployment may be written when it begins and when it ends) and drops what is too old. */
  async put(at: StateAddress, record: DeploymentRecord): Promise<void> {
    const key = historyKey(at, record.serial);
    const place = this.#objects.describe(key);
    const text = wrapObject({ object: 'deployment', at }, record, true);
    for (let attempt = 1; !(await this.#replace(at, record, text)); attempt += 1)
      if (attempt === ATTEMPTS) throw stateConflict(place, 'it was written at the same moment');
    await this.#dropOld(at, record.serial);
  }

  async putMissing(at: StateAddress, record: DeploymentRecord): Promise<void> {
    const key = historyKey(at, record.serial);
    const text = wrapObject({ object: 'deployment', at }, record, true);
    await this.#objects.write({ key, text, expected: undefined, durable: true });
  }

  /** False: somebody has written in between, perhaps in our place. */
  async #replace(at: StateAddress, { id, serial }: DeploymentRecord, text: string): Promise<boolean> {
    const key = historyKey(at, serial);
    const stored = await this.#objects.read(key);
    if (stored?.text === text) return true;
    if (stored !== undefined) {
      const other = this.#unwrap(at, serial, stored);
      if (other.id !== id)
        throw stateConflict(this.#objects.describe(key), `serial ${serial} is deployment "${other.id}" there`);
    }
    return (await this.#objects.write({ key, text, expected: stored?.version, durable: true })) !== undefined;
  }

  async get(at: StateAddress, serial: number): Promise<DeploymentRecord | undefined> {
    const stored = await this.#objects.read(historyKey(at, serial));
    return stored === undefined ? undefined : this.#unwrap(at, serial, stored);
  }

  async list(at: StateAddress, limit = Number.POSITIVE_INFINITY): Promise<readonly DeploymentRecord[]> {
    const newest = (await this.#serials(at)).reverse().slice(0, limit);
    const records = await Promise.all(newest.map((serial) => this.get(at, serial)));
    return records.filter((record) => record !== undefined);
  }

  /** Oldest first, up to the first that is young enough: what is kept is not read. */
  async #dropOld(at: StateAddress, newest: number): Promise<void> {
    const limit = this.#options.now() - HISTORY_DAYS * DAY_MS;
    const old: string[] = [];
    let oldest = newest;
    for (const serial of await this.#serials(at)) {
      const record = serial < newest ? await this.get(at, serial) : undefined;
      oldest = serial;
      if (serial >= newest || (record !== undefined && Date.parse(record.endedAt ?? record.startedAt) >= limit)) break;
      old.push(historyKey(at, serial));
    }
    if (old.length === 0) return;
    await this.#objects.remove(old);
    await this.#options.onDropped(at, oldest);
  }

  async #serials(at: StateAddress): Promise<number[]> {
    const keys = await this.#objects.list(historyFolder(at));
    const serials = keys.map(parseHistoryKey).filter((serial) => serial !== undefined);
    return serials.sort((a, b) => a - b);
  }

  #unwrap(at: StateAddress, serial: number, stored: StoredObject): DeploymentRecord {
    const place = this.#objects.describe(historyKey(at, serial));
    const {
      object: _,
      format: __,
      stack: ___,
      environment: ____,
      ...record
    } = unwrapObject(stored.text, { object: 'deployment', at }, { place, back: [`rm "${place}"`] });
    return record as unknown as DeploymentRecord;
  }
}
