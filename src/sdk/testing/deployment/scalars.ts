import type { Json } from '../../json.js';

/** A text, number, boolean or null somewhere in a value. */
export interface Scalar {
  /** `name.inputs.list[0].key`. */
  readonly at: string;
  /** Key that it stands under. */
  readonly key: string;
  readonly value: Json;
}

export function scalarsOf(value: Json, at: string, key = ''): readonly Scalar[] {
  if (Array.isArray(value)) return value.flatMap((item: Json, i) => scalarsOf(item, `${at}[${i}]`, key));
  if (typeof value !== 'object' || value === null) return [{ at, key, value }];
  return Object.entries(value).flatMap(([name, item]) => scalarsOf(item, `${at}.${name}`, name));
}
