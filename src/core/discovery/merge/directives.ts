import type { Json, JsonObject } from '../../../sdk/index.js';
import { escapeSegment } from '../../diagnostics/json-pointer.js';
import { isObject } from '../values.js';
import type { Directives } from './merge-values.js';

/** A layer without its merge directives, and where they stood. A kind's `normalise` never sees them. */
export interface Undirected {
  readonly value: JsonObject;
  readonly directives?: Directives;
}

/** Takes `$replace: true` and `{$append: […]}` out of a patch. */
export function takeDirectives(value: JsonObject): Undirected {
  if (!holdsDirective(value)) return { value };
  const directives = new Map<string, 'replace' | 'append'>();
  return { value: take(value, '', directives) as JsonObject, directives };
}

function holdsDirective(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsDirective);
  const map = value as JsonObject;
  for (const key in map) if (key === '$replace' || key === '$append' || holdsDirective(map[key]!)) return true;
  return false;
}

function take(value: Json, pointer: string, directives: Map<string, 'replace' | 'append'>): Json {
  if (Array.isArray(value)) return value.map((item: Json, index) => take(item, `${pointer}/${index}`, directives));
  if (!isObject(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && Array.isArray(value['$append'])) {
    directives.set(pointer, 'append');
    return take(value['$append'], pointer, directives);
  }
  if (value['$replace'] === true) directives.set(pointer, 'replace');
  const kept = keys.filter((key) => !(key === '$replace' && value[key] === true));
  return Object.fromEntries(
    kept.map((key) => [key, take(value[key]!, `${pointer}/${escapeSegment(key)}`, directives)]),
  );
}
