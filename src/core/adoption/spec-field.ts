import { escapeSegment } from '../diagnostics/json-pointer.js';
import type { PlannedProperty } from '../plan/plan.js';

/** Words that stand in many names and tell nothing on their own. */
const COMMON_WORDS = new Set(['name', 'enabled', 'enable', 'type', 'id', 'arn', 'seconds', 'days', 'bytes', 'config']);

/** Inputs that are the physical name of a resource: `spec.name` decides them. */
const NAMES = new Set(['name', 'bucket', 'identifier', 'clusterIdentifier', 'functionName', 'replicationGroupId']);

/** Below this the names have too little in common. */
const ENOUGH = 0.5;

interface Leaf {
  /** JSON pointer within the spec. */
  readonly path: string;
  readonly value: unknown;
}

/**
 * The field of a spec that decides an input, as a pointer: the one whose name has most in common with it, and rather one that has
 * the declared value. Kinds translate freely, so it may be none, and is told as advice only. A field that could be written counts.
 */
export function fieldOf({ path, after }: Pick<PlannedProperty, 'path' | 'after'>, spec: object): string | undefined {
  if (NAMES.has(path)) return '/name';
  const wanted = wordsOf(path);
  let best: { readonly path: string; readonly score: number } | undefined;
  for (const leaf of leavesOf(spec, '')) {
    const score = likeness(wanted, leaf, after);
    if (score >= ENOUGH && score > (best?.score ?? 0)) best = { path: leaf.path, score };
  }
  return best?.path;
}

function likeness(wanted: ReadonlySet<string>, { path, value }: Leaf, after: string | undefined): number {
  const words = wordsOf(path);
  const common = [...wanted].filter((word) => words.has(word));
  if (!common.some((word) => !COMMON_WORDS.has(word))) return 0;
  const share = common.length / new Set([...wanted, ...words]).size;
  return share + (after !== undefined && JSON.stringify(value) === after ? ENOUGH / 2 : 0);
}

/** `visibilityTimeoutSeconds`, `/backup/retentionDays`: lower case, each once. */
function wordsOf(path: string): ReadonlySet<string> {
  const words = path.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return new Set(words.split(/[^a-z]+/).filter((word) => word !== ''));
}

function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [{ path, value }];
  return Object.entries(value)
    .filter(([key]) => !(path === '' && key === 'existing'))
    .flatMap(([key, item]) => leavesOf(item, `${path}/${escapeSegment(key)}`));
}
