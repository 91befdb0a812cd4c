import { isList, isPropertyMap, type PropertyPath, parsePropertyPath } from './property-path.js';
import { isSecret, type PropertyMap, type PropertyValue, secret } from './property-value.js';

/** New inputs with what `ignoreChanges` names put back to its old value, or taken out where there was none. */
export function withIgnoredChanges(
  news: PropertyMap,
  olds: PropertyMap,
  ignoreChanges: readonly string[],
): PropertyMap {
  return ignoreChanges.reduce<PropertyMap>((properties, text) => {
    const restored = restore(properties, olds, parsePropertyPath(text));
    return isPropertyMap(restored) ? restored : properties;
  }, news);
}

/** `undefined` means: not there. What can't be reached in the new value stays as it is. */
function restore(
  now: PropertyValue | undefined,
  old: PropertyValue | undefined,
  path: PropertyPath,
): PropertyValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return old;
  if (isSecret(now)) {
    const inside = restore(now.value, old, path);
    return inside === undefined ? undefined : secret(inside);
  }
  const before = isSecret(old) ? old.value : old;
  if (isList(now)) return restoreInList(now, isList(before) ? before : [], { step, rest });
  if (isPropertyMap(now)) return restoreInMap(now, isPropertyMap(before) ? before : {}, { step, rest });
  return now;
}

interface Step {
  readonly step: string | number;
  readonly rest: PropertyPath;
}

function restoreInList(
  now: readonly PropertyValue[],
  old: readonly PropertyValue[],
  { step, rest }: Step,
): PropertyValue {
  return now.map((item, at) => (step === '*' || step === at ? (restore(item, old[at], rest) ?? item) : item));
}

function restoreInMap(now: PropertyMap, old: PropertyMap, { step, rest }: Step): PropertyValue {
  const keys = step === '*' ? [...new Set([...Object.keys(now), ...Object.keys(old)])] : [String(step)];
  const properties: Record<string, PropertyValue> = { ...now };
  for (const key of keys) {
    if (!Object.hasOwn(now, key) && (rest.length > 0 || !Object.hasOwn(old, key))) continue;
    const value = restore(now[key], Object.hasOwn(old, key) ? old[key] : undefined, rest);
    if (value === undefined) delete properties[key];
    else properties[key] = value;
  }
  return properties;
}
