import type { SourceLocation } from '../diagnostics/diagnostic.js';
import { escapeSegment } from '../diagnostics/json-pointer.js';
import type { SpecChange } from './plan.js';

export interface SpecComparison {
  readonly before: unknown;
  readonly after: unknown;
  /** Where the value at a pointer within the spec is written now. */
  readonly sourceOf?: (path: string) => SourceLocation | undefined;
}

/** Leaf differences between two specs, in order of path. Lists are compared item by item. */
export function specChanges({ before, after, sourceOf }: SpecComparison): SpecChange[] {
  return compare('', before, after).map((change) => ({ ...change, source: sourceOf?.(change.path) }));
}

function compare(path: string, before: unknown, after: unknown): SpecChange[] {
  if (Object.is(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after))
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path, before, after }];
  const left = before as Record<string, unknown>;
  const right = after as Record<string, unknown>;
  const keys = [...new Set([...Object.keys(left), ...Object.keys(right)])].sort();
  return keys.flatMap((key) => compare(`${path}/${escapeSegment(key)}`, left[key], right[key]));
}

function isBranch(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
