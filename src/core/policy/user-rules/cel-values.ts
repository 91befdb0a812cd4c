import type { Json } from '../../../sdk/index.js';
import { isObject } from '../../discovery/values.js';

/** What CEL's `int` is in JavaScript; a number with a fraction stays a `double`. */
export type CelValue =
  | null
  | boolean
  | string
  | number
  | bigint
  | readonly CelValue[]
  | { readonly [key: string]: CelValue };

/** JSON as CEL sees it: whole numbers are `int`, so that `spec.replicas % 2 == 0` means what it says. */
export function celValue(value: Json | undefined): CelValue {
  if (value === undefined) return null;
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (Array.isArray(value)) return value.map((item: Json) => celValue(item));
  if (!isObject(value)) return value as string | boolean | null;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, celValue(item)]));
}
