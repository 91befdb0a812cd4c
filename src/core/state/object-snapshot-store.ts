import { createHash } from 'node:crypto';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { stateConflict } from './errors.js';
import { type ObjectIdentity, unwrapObject, wrapObject } from './object-envelope.js';
import {
  checkpointKey,
  historyFolder,
  parseSnapshotKey,
  snapshotCheckpointKey,
  snapshotStateKey,
} from './object-keys.js';
import type { ObjectStore } from './object-store.js';
import type { SnapshotStore, StackState, StateAddress, StateSnapshot, UnitSnapshot } from './state-store.js';

/**
 * `history/{serial}/state.json` and, for the unit that this serial has written, `history/{serial}/{unit}.checkpoint.json`: the
 * same texts as the live objects have, so that a person can put them back by copying.
 */
export class ObjectSnapshotStore implements SnapshotStore {
  readonly #objects: ObjectStore;

  constructor(objects: ObjectStore) {
    this.#objects = objects;
  }

  async keep(at: StateAddress, state: StackState, written: readonly UnitSnapshot[]): Promise<void> {
    const { serial } = state;
    await Promise.all([
      this.#create(snapshotStateKey(at, serial), wrapObject({ object: 'state', at }, state, true)),
      ...written.map(({ unit, deployment }) =>
        this.#create(
          snapshotCheckpointKey(at, serial, unit),
          wrapObject(checkpointIdentity(at, unit), { version: 3, deployment }, false),
        ),
      ),
    ]);
  }

  async find(at: StateAddress, serial: number): Promise<StateSnapshot | undefined> {
    const state = await this.#readHead(at, serial);
    if (state === undefined) return undefined;
    const kept = await this.#list(at);
    const units = await Promise.all(
      Object.keys(state.units).map(async (unit): Promise<UnitSnapshot | undefined> => {
        const deployment = await this.#findCheckpoint(at, state, { unit, kept });
        return deployment && { unit, deployment };
      }),
    );
    const found = units.filter((one) => one !== undefined);
    return { state, units: found, missing: Object.keys(state.units).filter((u) => !found.some((f) => f.unit === u)) };
  }

  async serials(at: StateAddress): Promise<readonly number[]> {
    const heads = (await this.#list(at)).filter(({ unit }) => unit === undefined);
    return heads.map(({ serial }) => serial).sort((a, b) => a - b);
  }

  /** A unit's newest checkpoint from before is what it still had at `serial`, so that one stays. */
  async dropBefore(at: StateAddress, serial: number): Promise<void> {
    const kept = await this.#list(at);
    const newest = new Map<string, number>();
    for (const one of kept)
      if (one.unit !== undefined && one.serial <= serial)
        newest.set(one.unit, Math.max(one.serial, newest.get(one.unit) ?? 0));
    const old = kept.filter((one) => one.serial < serial && !(one.unit && newest.get(one.unit) === one.serial));
    if (old.length > 0) await this.#objects.remove(old.map(({ key }) => key));
  }

  async #readHead(at: StateAddress, serial: number): Promise<StackState | undefined> {
    const key = snapshotStateKey(at, serial);
    const stored = await this.#objects.read(key);
    if (stored === undefined) return undefined;
    const where = { place: this.#objects.describe(key) };
    const { object: _, ...state } = unwrapObject(stored.text, { object: 'state', at }, where);
    return state as unknown as StackState;
  }

  /** The newest that was kept up to then; or the live one, when the unit was not deployed since. */
  async #findCheckpoint(
    at: StateAddress,
    state: StackState,
    { unit, kept }: { readonly unit: string; readonly kept: readonly Kept[] },
  ): Promise<DeploymentV3 | undefined> {
    const serials = kept.filter((one) => one.unit === unit && one.serial <= state.serial).map(({ serial }) => serial);
    const keys = [checkpointKey(at, unit)];
    if (serials.length > 0) keys.unshift(snapshotCheckpointKey(at, Math.max(...serials), unit));
    for (const key of keys) {
      const stored = await this.#objects.read(key);
      if (stored === undefined) continue;
      const body = unwrapObject(stored.text, checkpointIdentity(at, unit), { place: this.#objects.describe(key) });
      const deployment = body['deployment'] as DeploymentV3;
      if (state.units[unit]?.checkpoint === digestOf(deployment)) return deployment;
    }
    return undefined;
  }

  async #create(key: string, text: string): Promise<void> {
    // The live objects are flushed; a copy that a power cut takes is missing later, and said to be.
    if ((await this.#objects.write({ key, text, expected: undefined, durable: false })) !== undefined) return;
    if ((await this.#objects.read(key))?.text === text) return;
    throw stateConflict(this.#objects.describe(key), 'another state of this serial was kept there');
  }

  async #list(at: StateAddress): Promise<readonly Kept[]> {
    const keys = await this.#objects.list(historyFolder(at));
    return keys.flatMap((key) => {
      const part = parseSnapshotKey(key);
      return part === undefined ? [] : [{ key, ...part }];
    });
  }
}

interface Kept {
  readonly key: string;
  readonly serial: number;
  /** Undefined: the head. */
  readonly unit?: string;
}

/** What the head names as a unit's `checkpoint`. */
export function digestOf(deployment: DeploymentV3): string {
  return createHash('sha256').update(JSON.stringify(deployment)).digest('hex');
}

function checkpointIdentity(at: StateAddress, unit: string): ObjectIdentity {
  return { object: 'checkpoint', at, unit };
}
