import type { Json, JsonObject } from '../../../sdk/index.js';
import { isObject } from '../values.js';

/** What a patch says with `$replace: true` in a map, `{$append: […]}` for a list, by the pointer of the map or list. */
export type Directives = ReadonlyMap<string, 'replace' | 'append'>;

/**
 * Lays a higher layer over a lower one: maps deep, scalars and lists replace, lists whose items all have a `name` (or an `id`)
 * merge by it in the lower one's order, `null` removes a key. Source: docs/manifests.md, "Merge".
 */
export function mergeValues(lower: Json | undefined, higher: Json, directives?: Directives, pointer = ''): Json {
  const directive = directives?.get(pointer);
  if (isObject(higher)) {
    return isObject(lower) && directive !== 'replace'
      ? mergeMaps(lower, higher, directives, pointer)
      : withoutNulls(higher, directives, pointer);
  }
  if (!Array.isArray(higher)) return higher;
  if (directive === 'append') return [...(Array.isArray(lower) ? lower : []), ...higher];
  if (!Array.isArray(lower) || directive === 'replace') return higher;
  const key = listKey(lower, higher);
  return key === undefined
    ? higher
    : mergeByKey(lower as JsonObject[], higher as JsonObject[], key, directives, pointer);
}

function mergeMaps(lower: JsonObject, higher: JsonObject, directives: Directives | undefined, pointer: string): Json {
  const merged: Record<string, Json> = { ...lower };
  for (const key of Object.keys(higher)) {
    const value = higher[key]!;
    if (value === null) delete merged[key];
    else
      merged[key] = mergeValues(
        Object.hasOwn(lower, key) ? lower[key] : undefined,
        value,
        directives,
        directives ? `${pointer}/${key}` : '',
      );
  }
  return merged;
}

/** A `null` removes what a lower layer set; with nothing below it, it sets nothing. */
function withoutNulls(map: JsonObject, directives: Directives | undefined, pointer: string): Json {
  let copy: Record<string, Json> | undefined;
  for (const key of Object.keys(map)) {
    const value = map[key]!;
    if (value !== null && !isObject(value)) continue;
    const kept =
      value === null ? undefined : mergeValues(undefined, value, directives, directives ? `${pointer}/${key}` : '');
    if (kept === value) continue;
    copy ??= { ...map };
    if (kept === undefined) delete copy[key];
    else copy[key] = kept;
  }
  return copy ?? map;
}

const KEYS = ['name', 'id'] as const;

/** The key by which two lists merge: every item of both has it, as a text. */
export function listKey(lower: readonly Json[], higher: readonly Json[]): 'name' | 'id' | undefined {
  if (lower.length === 0 || higher.length === 0) return undefined;
  return KEYS.find((key) => allHave(lower, key) && allHave(higher, key));
}

function allHave(list: readonly Json[], key: string): boolean {
  return list.every((item) => isObject(item) && typeof item[key] === 'string');
}

function mergeByKey(
  lower: readonly JsonObject[],
  higher: readonly JsonObject[],
  key: 'name' | 'id',
  directives: Directives | undefined,
  pointer: string,
): Json {
  const changes = new Map(higher.map((item, index) => [item[key] as string, { item, index }]));
  const merged: Json[] = [];
  const kept = new Set<string>();
  for (const item of lower) {
    const id = item[key] as string;
    const change = changes.get(id);
    kept.add(id);
    merged.push(
      change === undefined
        ? item
        : mergeValues(item, change.item, directives, directives ? `${pointer}/${change.index}` : ''),
    );
  }
  for (const item of higher) if (!kept.has(item[key] as string)) merged.push(item);
  return merged;
}
