import { isSecret, isUnknown, type PropertyMap, type PropertyValue } from './property-value.js';

/** Keys and list positions from the top of a property map; `*` stands for any one of them in a pattern. */
export type PropertyPath = readonly (string | number)[];

const SEGMENT = /\.?([^.[\]"]+)|\[(\d+)\]|\[\*\]|\["((?:[^"\\]|\\.)*)"\]/y;

/** Parses `tags.team`, `rules[0].days`, `tags["a.b"]`, `rules[*].days`. Text that is none of these is one key. */
export function parsePropertyPath(text: string): PropertyPath {
  const path: (string | number)[] = [];
  SEGMENT.lastIndex = 0;
  for (let at = 0; at < text.length; at = SEGMENT.lastIndex) {
    const found = SEGMENT.exec(text);
    if (!found) return [text];
    const [all, key, index, quoted] = found;
    if (key !== undefined) path.push(key);
    else if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) path.push(quoted.replace(/\\(.)/g, '$1'));
    else if (all === '[*]') path.push('*');
  }
  return path;
}

export function formatPropertyPath(path: PropertyPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[^.[\]"]+$/.test(step)) return `${text}["${step.replace(/["\\]/g, '\\$&')}"]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}

/** True when `path` is what the pattern names, or lies below it. */
export function pathContains(pattern: PropertyPath, path: PropertyPath): boolean {
  return pattern.length <= path.length && pattern.every((step, at) => step === '*' || step === path[at]);
}

/** The value at a path, through secrets; undefined when there is none. */
export function getProperty(properties: PropertyMap, path: PropertyPath): PropertyValue | undefined {
  return path.reduce<PropertyValue | undefined>((value, step) => childOf(value, step), properties);
}

/** True when the value at the path is secret, or lies inside a secret. */
export function isSecretAt(properties: PropertyMap, path: PropertyPath): boolean {
  let value: PropertyValue | undefined = properties;
  for (const step of path) {
    if (isSecret(value)) return true;
    value = childOf(value, step);
  }
  return containsSecret(value);
}

function childOf(value: PropertyValue | undefined, step: string | number): PropertyValue | undefined {
  const plain = isSecret(value) ? value.value : value;
  if (isList(plain)) return typeof step === 'number' ? plain[step] : undefined;
  if (!isPropertyMap(plain)) return undefined;
  return Object.hasOwn(plain, step) ? plain[step] : undefined;
}

export function isList(value: PropertyValue | undefined): value is readonly PropertyValue[] {
  return Array.isArray(value);
}

export function isPropertyMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSecret(value);
}

export function containsSecret(value: PropertyValue | undefined): boolean {
  return someProperty(value, isSecret);
}

export function containsUnknown(value: PropertyValue | undefined): boolean {
  return someProperty(value, isUnknown);
}

function someProperty(value: PropertyValue | undefined, test: (value: unknown) => boolean): boolean {
  if (test(value)) return true;
  if (isSecret(value)) return someProperty(value.value, test);
  if (isList(value)) return value.some((item) => someProperty(item, test));
  if (isPropertyMap(value)) return Object.values(value).some((item) => someProperty(item, test));
  return false;
}

/** Equal in every part; a secret equals only a secret of the same value, an unknown only an unknown. */
export function propertiesEqual(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
  if (a === b) return true;
  if (isSecret(a) || isSecret(b)) return isSecret(a) && isSecret(b) && propertiesEqual(a.value, b.value);
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, at) => propertiesEqual(item, b[at]));
  if (!isPropertyMap(a) || !isPropertyMap(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && propertiesEqual(a[key], b[key]))
  );
}
