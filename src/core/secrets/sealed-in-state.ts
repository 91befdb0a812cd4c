import { SECRET_SIG, SIG_KEY } from '../engine/deployment-v3.js';
import type { StateAddress, StateStore } from '../state/state-store.js';
import { readWholeState } from '../state-admin/whole-state.js';

/** How many sealed values the present state holds, with what interrupted runs have journalled. */
export async function countSealed(store: StateStore, at: StateAddress): Promise<number> {
  let count = 0;
  mapSealed((await readWholeState(store, at)).units, (ciphertext) => {
    count += 1;
    return ciphertext;
  });
  return count;
}

/** The same value with every ciphertext in it replaced. */
export function mapSealed<T>(value: T, replace: (ciphertext: string) => string): T {
  if (Array.isArray(value)) return value.map((item) => mapSealed(item, replace)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const object = value as Readonly<Record<string, unknown>>;
  if (object[SIG_KEY] === SECRET_SIG && typeof object['ciphertext'] === 'string')
    return { ...object, ciphertext: replace(object['ciphertext']) } as T;
  return Object.fromEntries(Object.entries(object).map(([key, item]) => [key, mapSealed(item, replace)])) as T;
}
