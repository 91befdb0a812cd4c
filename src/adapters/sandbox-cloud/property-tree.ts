import { pointerOf } from '../../core/diagnostics/json-pointer.js';
import { isSecret, isUnknown, type PropertyMap, type PropertyValue, secret } from '../../core/engine/property-value.js';
import type { Json, JsonObject } from '../../sdk/json.js';

/** Plain JSON and where its secrets were. */
export interface PlainTree {
  readonly value: JsonObject;
  /** JSON pointers of the values that are secret. */
  readonly secrets: readonly string[];
}

/** Takes secrets out of their wrappers. The map must hold no unknown; nulls at the top are left out. */
export function toPlain(map: PropertyMap): PlainTree {
  const secrets: string[] = [];
  const value: Record<string, Json> = {};
  for (const [key, item] of Object.entries(map)) {
    if (item === null || item === undefined) continue;
    value[key] = plainValue(item, pointerTo(key), secrets);
  }
  return { value, secrets };
}

function plainValue(value: PropertyValue, at: string, secrets: string[]): Json {
  if (isUnknown(value)) throw new Error(`the value at ${at} is not known yet and cannot be sent to the cloud`);
  if (typeof value !== 'object' || value === null) return value;
  if (isSecret(value)) {
    if (secrets[secrets.length - 1] !== at) secrets.push(at);
    return plainValue(value.value, at, secrets);
  }
  if (Array.isArray(value)) return value.map((item, i) => plainValue(item, `${at}/${i}`, secrets));
  const result: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value as PropertyMap)) {
    if (item !== undefined) result[key] = plainValue(item, `${at}${pointerTo(key)}`, secrets);
  }
  return result;
}

/** The reverse of `toPlain`. Pointers that lead nowhere are passed over: the value may have been edited away. */
export function fromPlain(tree: PlainTree): PropertyMap {
  if (tree.secrets.length === 0) return tree.value;
  let result: PropertyValue = tree.value;
  for (const pointer of tree.secrets) result = replaceAt(result, stepsOf(pointer), (value) => secret(value));
  return result as PropertyMap;
}

/** A copy with the value at the steps put through `change`; the same value where nothing is there. */
function replaceAt(
  value: PropertyValue,
  steps: readonly string[],
  change: (value: PropertyValue) => PropertyValue,
): PropertyValue {
  const [step, ...rest] = steps;
  if (step === undefined) return isSecret(value) ? value : change(value);
  if (typeof value !== 'object' || value === null || isSecret(value)) return value;
  if (Array.isArray(value)) {
    const at = Number(step);
    return at in value ? value.map((item, i) => (i === at ? replaceAt(item, rest, change) : item)) : value;
  }
  const map = value as PropertyMap;
  return step in map ? { ...map, [step]: replaceAt(map[step]!, rest, change) } : value;
}

/** The values at the pointers, as far as they exist. */
export function valuesAt(tree: PlainTree): readonly Json[] {
  return tree.secrets.flatMap((pointer) => {
    let value: Json | undefined = tree.value;
    for (const step of stepsOf(pointer)) {
      value = typeof value === 'object' && value !== null ? (value as Record<string, Json>)[step] : undefined;
    }
    return value === undefined ? [] : [value];
  });
}

/** Every text in a value, to recognise a secret where it turns up in another place. */
export function textsIn(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((item) => textsIn(item as Json));
}

/** Pointers that begin with this top-level key. */
export function secretsUnder(secrets: readonly string[], key: string): readonly string[] {
  return secrets.filter((pointer) => topKeyOf(pointer) === key);
}

export function pointerTo(key: string): string {
  return pointerOf([key]);
}

/** Top-level key of what a pointer leads to. */
export function topKeyOf(pointer: string): string {
  return stepsOf(pointer)[0] ?? '';
}

export function stepsOf(pointer: string): readonly string[] {
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replace(/~1/g, '/').replace(/~0/g, '~'));
}
