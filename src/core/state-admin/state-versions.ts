import { isDamage } from '../state/damage.js';
import { addressKey, checkpointKey, stateKey } from '../state/object-keys.js';
import type { ObjectVersion } from '../state/object-store.js';
import type { StateAddress, StateStore } from '../state/state-store.js';
import { deploymentHistory } from '../state/unrecorded-runs.js';

/** One serial that the state has had. */
export interface StateVersion {
  readonly serial: number;
  /** ISO time of the write. */
  readonly at?: string;
  readonly command?: string;
  readonly by?: string;
  readonly host?: string;
  readonly deployment?: string;
  readonly status?: string;
  /** The present one. */
  readonly current: boolean;
  /** Its head is kept, so that it can be compared, and restored where its resources are kept, too. */
  readonly kept: boolean;
  readonly components?: number;
}

/** Versions of one object that the store itself keeps. */
export interface KeptObject {
  readonly object: string;
  readonly place: string;
  readonly versions: readonly ObjectVersion[];
}

export interface StateVersions {
  readonly versions: readonly StateVersion[];
  /** Head and checkpoints; without those of which the store keeps no older version. */
  readonly objects: readonly KeptObject[];
  /** Why the present head cannot be read. */
  readonly damage?: string;
}

/** The serials that are known of, newest first: those whose state is kept, those of the history, and the present one. */
export async function stateVersions(store: StateStore, at: StateAddress, limit: number): Promise<StateVersions> {
  const [current, kept, records, objects] = await Promise.all([
    headOf(store, at),
    store.snapshots.serials(at),
    deploymentHistory(store, at, limit),
    objectVersions(store, at),
  ]);
  const serials = new Set([
    ...kept,
    ...records.map(({ serial }) => serial),
    ...(current.serial ? [current.serial] : []),
  ]);
  const newest = [...serials].sort((a, b) => b - a).slice(0, limit);
  const versions = await Promise.all(
    newest.map(async (serial): Promise<StateVersion> => {
      const record = records.find((one) => one.serial === serial);
      const isKept = kept.includes(serial);
      const head = isKept && record === undefined ? (await store.snapshots.find(at, serial))?.state : undefined;
      const written = record?.endedAt ?? record?.startedAt ?? head?.updatedAt;
      return {
        ...{ serial, current: serial === current.serial, kept: isKept },
        ...(written !== undefined && { at: written }),
        ...(record !== undefined && {
          ...{ command: record.command, by: record.by, host: record.host, deployment: record.id },
          status: record.status,
        }),
        ...(head !== undefined && { components: Object.keys(head.components).length }),
      };
    }),
  );
  return { versions, objects, ...(current.damage !== undefined && { damage: current.damage }) };
}

/** A damaged head must not keep anyone from seeing what can be restored. */
async function headOf(store: StateStore, at: StateAddress): Promise<{ serial?: number; damage?: string }> {
  try {
    const read = await store.readState(at);
    return read.found ? { serial: read.value.serial } : {};
  } catch (error) {
    if (!isDamage(error)) throw error;
    return { damage: error.message };
  }
}

async function objectVersions({ objects, units }: StateStore, at: StateAddress): Promise<readonly KeptObject[]> {
  if (objects.versions === undefined) return [];
  const names = (await units.list?.(at)) ?? [];
  const keys = [stateKey(at), ...names.map((unit) => checkpointKey(at, unit))];
  const kept = await Promise.all(
    keys.map(async (key) => ({
      object: key.slice(addressKey(at).length + 1),
      place: objects.describe(key),
      versions: (await objects.versions?.(key)) ?? [],
    })),
  );
  return kept.filter(({ versions }) => versions.some(({ isCurrent }) => !isCurrent));
}
