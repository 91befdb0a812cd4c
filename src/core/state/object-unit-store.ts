import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { stateConflict, stateFenced } from './errors.js';
import { fenceFloor } from './fences.js';
import type { JournalSpool, SpoolEvent } from './journal-spool.js';
import { unwrapObject, wrapObject } from './object-envelope.js';
import { checkpointKey, metaKey, unitOfKey, unitsFolder } from './object-keys.js';
import type { ObjectStore } from './object-store.js';
import { ObjectUpdates } from './object-updates.js';
import { type JournalSlots, SlotJournal } from './slot-journal.js';
import { SpoolingJournal } from './spooling-journal.js';
import type {
  ReadResult,
  RecordedUpdate,
  StackState,
  StateAddress,
  StateJournal,
  UnitStore,
  UpdateMeta,
  Version,
} from './state-store.js';
import { takeUpSpool } from './take-up-spool.js';

/** For stores that can be out of reach. */
export interface SpoolUse {
  readonly spool: JournalSpool;
  readonly onEvent: (event: SpoolEvent) => void;
}

export interface ObjectUnitStoreOptions {
  readonly durableJournal: boolean;
  readonly now: () => number;
  readonly readState: (at: StateAddress) => Promise<ReadResult<StackState>>;
  readonly spool?: SpoolUse;
}

/** Checkpoints and journals of the units of one state. */
export class ObjectUnitStore implements UnitStore {
  readonly #objects: ObjectStore;
  readonly #options: ObjectUnitStoreOptions;

  constructor(objects: ObjectStore, options: ObjectUnitStoreOptions) {
    this.#objects = objects;
    this.#options = options;
  }

  async readCheckpoint(at: StateAddress, unit: string): Promise<ReadResult<DeploymentV3>> {
    const key = checkpointKey(at, unit);
    const stored = await this.#objects.read(key);
    if (stored === undefined) return { found: false };
    const place = this.#objects.describe(key);
    const body = unwrapObject(
      stored.text,
      { object: 'checkpoint', at, unit },
      { place, back: this.#objects.putBack?.(key) },
    );
    return { found: true, value: body['deployment'] as DeploymentV3, version: stored.version };
  }

  async writeCheckpoint(
    at: StateAddress,
    unit: string,
    deployment: DeploymentV3,
    expected: Version | undefined,
  ): Promise<Version> {
    const key = checkpointKey(at, unit);
    // `version` and `deployment` as in Pulumi's own export, so that `pulumi stack import` takes the file as it is.
    const text = wrapObject({ object: 'checkpoint', at, unit }, { version: 3, deployment }, false);
    const version = await this.#objects.write({ key, text, expected, durable: true, keepPrevious: true });
    if (version !== undefined) return version;
    const now = await this.#objects.read(key);
    if (now?.text === text) return now.version;
    throw stateConflict(this.#objects.describe(key), 'it is not the version that this run has read');
  }

  async beginUpdate(at: StateAddress, unit: string, meta: UpdateMeta): Promise<StateJournal> {
    const updates = this.#updates(at, unit);
    await updates.claim(meta);
    await this.#checkStillOurs(at, unit, meta);
    const { update, fence, run } = meta;
    const slots: JournalSlots = {
      put: (k, entries) => updates.append({ update, k }, { fence, run, entries }),
      describe: () => updates.describe(update),
    };
    const { spool } = this.#options;
    return spool === undefined
      ? new SlotJournal(slots)
      : new SpoolingJournal(slots, { ...spool, of: { at, unit }, meta });
  }

  readUpdates(at: StateAddress, unit: string, afterUpdate: number): Promise<readonly RecordedUpdate[]> {
    return this.#updates(at, unit).read(afterUpdate);
  }

  highestFence(at: StateAddress, unit: string, afterUpdate: number): Promise<number> {
    return this.#updates(at, unit).highestFence(afterUpdate);
  }

  /** What this machine has kept of the journal goes into it first. */
  async seal(at: StateAddress, unit: string, update: number, by: { fence: number; run: string }): Promise<void> {
    const updates = this.#updates(at, unit);
    const { spool } = this.#options;
    if (spool !== undefined) await takeUpSpool({ ...spool, of: { at, unit }, update, updates });
    await updates.seal(update, by);
  }

  async prune(at: StateAddress, unit: string, upTo: number): Promise<void> {
    await this.#updates(at, unit).prune(upTo);
    await this.#options.spool?.spool.drop({ at, unit }, upTo);
  }

  async list(at: StateAddress): Promise<readonly string[]> {
    const keys = await this.#objects.list(unitsFolder(at));
    return [...new Set(keys.map((key) => unitOfKey(at, key)).filter((unit) => unit !== undefined))].sort();
  }

  /**
   * After the claim, because the number of an update that was finished and pruned is free again: a writer that slept through
   * that finds the head past its number, and one that slept through a take-over finds a newer fence.
   */
  async #checkStillOurs(at: StateAddress, unit: string, meta: UpdateMeta): Promise<void> {
    const head = await this.#options.readState(at);
    if (!head.found) return;
    const place = this.#objects.describe(metaKey(at, unit, meta.update));
    const floor = fenceFloor(head.value, unit);
    if (floor > meta.fence) throw stateFenced(place, { ours: meta.fence, stored: floor });
    const applied = appliedUpdate(head.value, unit);
    if (applied >= meta.update) throw stateConflict(place, `update ${applied} is in the state already`);
  }

  #updates(at: StateAddress, unit: string): ObjectUpdates {
    const { durableJournal, now } = this.#options;
    const isApplied = async (update: number) => {
      const head = await this.#options.readState(at);
      return head.found && appliedUpdate(head.value, unit) >= update;
    };
    return new ObjectUpdates({ objects: this.#objects, at, unit, durable: durableJournal, now, isApplied });
  }
}

function appliedUpdate(head: StackState, unit: string): number {
  return head.units[unit]?.appliedUpdate ?? 0;
}
