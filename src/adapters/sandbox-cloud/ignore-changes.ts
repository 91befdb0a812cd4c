import { isSecret, type PropertyMap, type PropertyValue } from '../../core/engine/property-value.js';
import { type PathStep, parsePath } from './property-path.js';

type Maybe = PropertyValue | undefined;

/**
 * New inputs in which every path of `ignoreChanges` is as it was before; `*` stands for any key or position, and `*` alone for
 * everything. This is what Pulumi's engine does with the option before it asks for a diff.
 */
export function withIgnored(news: PropertyMap, olds: PropertyMap, ignoreChanges: readonly string[]): PropertyMap {
  let result: Maybe = news;
  for (const path of ignoreChanges) result = reset(result, olds, parsePath(path));
  return (result ?? {}) as PropertyMap;
}

function reset(after: Maybe, before: Maybe, path: readonly PathStep[]): Maybe {
  const [step, ...rest] = path;
  if (step === undefined) return before;
  const now = bare(after);
  const then = bare(before);
  if (Array.isArray(now)) return resetList(now as readonly PropertyValue[], then, step, rest);
  if (now !== undefined && !isMap(now)) return after;
  return resetMap(now, isMap(then) ? then : undefined, step, rest);
}

function resetMap(
  after: PropertyMap | undefined,
  before: PropertyMap | undefined,
  step: PathStep,
  rest: readonly PathStep[],
): Maybe {
  const keys = step === '*' ? new Set([...Object.keys(after ?? {}), ...Object.keys(before ?? {})]) : [String(step)];
  const result = new Map(Object.entries(after ?? {}));
  for (const key of keys) {
    const child = reset(after?.[key], before?.[key], rest);
    if (child === undefined) result.delete(key);
    else result.set(key, child);
  }
  return after === undefined && result.size === 0 ? undefined : Object.fromEntries(result);
}

/** Elements that the other list does not have stay: an ignored position says nothing about the list's length. */
function resetList(
  after: readonly PropertyValue[],
  before: Maybe,
  step: PathStep,
  rest: readonly PathStep[],
): PropertyValue {
  const olds = Array.isArray(before) ? (before as readonly PropertyValue[]) : [];
  return after.map((item, i) => (step === '*' || step === i ? (reset(item, olds[i], rest) ?? item) : item));
}

function bare(value: Maybe): Maybe {
  return isSecret(value) ? value.value : value;
}

function isMap(value: Maybe): value is PropertyMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
