import type { PropertyPath } from '../../core/engine/property-path.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue } from '../../core/engine/property-value.js';

/** One place in which two property maps differ. */
export interface PropertyDifference {
  readonly path: PropertyPath;
  readonly kind: 'add' | 'update' | 'delete';
  readonly before: PropertyValue | undefined;
  readonly after: PropertyValue | undefined;
}

/**
 * Every difference, as deep as it goes. Secrets are compared by value, null is the same as absent, JSON documents in text by
 * what they say, and an unknown value differs from everything.
 */
export function differencesOf(before: PropertyMap, after: PropertyMap): readonly PropertyDifference[] {
  const found: PropertyDifference[] = [];
  compareMaps(before, after, [], found);
  return found;
}

function compare(
  before: PropertyValue | undefined,
  after: PropertyValue | undefined,
  path: PropertyPath,
  found: PropertyDifference[],
): void {
  const a = bare(before);
  const b = bare(after);
  if (a === b && !isUnknown(b)) return;
  if (a === undefined) found.push({ path, kind: 'add', before: a, after: b });
  else if (b === undefined) found.push({ path, kind: 'delete', before: a, after: b });
  else if (isList(a) && isList(b)) compareLists(a, b, path, found);
  else if (isMap(a) && isMap(b)) compareMaps(a, b, path, found);
  else if (!sameDocument(a, b)) found.push({ path, kind: 'update', before: a, after: b });
}

function compareMaps(a: PropertyMap, b: PropertyMap, path: PropertyPath, found: PropertyDifference[]): void {
  for (const key of Object.keys(a)) compare(a[key], b[key], [...path, key], found);
  for (const key of Object.keys(b)) if (!(key in a)) compare(undefined, b[key], [...path, key], found);
}

function compareLists(
  a: readonly PropertyValue[],
  b: readonly PropertyValue[],
  path: PropertyPath,
  found: PropertyDifference[],
): void {
  for (let i = 0; i < Math.max(a.length, b.length); i++) compare(a[i], b[i], [...path, i], found);
}

/** Policies and other JSON in text: AWS gives them back with other spacing and order of keys. */
function sameDocument(a: PropertyValue, b: PropertyValue): boolean {
  if (typeof a !== 'string' || typeof b !== 'string' || !/^\s*[[{]/.test(a) || !/^\s*[[{]/.test(b)) return false;
  try {
    return canonical(JSON.parse(a)) === canonical(JSON.parse(b));
  } catch {
    return false;
  }
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1)))
      : item,
  );
}

function bare(value: PropertyValue | undefined): PropertyValue | undefined {
  if (value === null || value === undefined) return undefined;
  return isSecret(value) ? bare(value.value) : value;
}

function isList(value: PropertyValue): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

function isMap(value: PropertyValue): value is PropertyMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
