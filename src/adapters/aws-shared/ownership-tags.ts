import type { JsonObject } from '../../sdk/index.js';

/**
 * Tags by which Panka knows its own: the resource's logical name, and the stack and environment in which that is unique.
 * Every resource that can carry tags has all three.
 */
export const OWNERSHIP_TAGS = ['panka:resource', 'panka:stack', 'panka:environment'] as const;

export type OwnershipTags = Readonly<Partial<Record<(typeof OWNERSHIP_TAGS)[number], string>>>;

/** Those of `{key: value}`, `[{key, value}]` or `[{Key, Value}]` that are text. */
export function ownershipIn(tags: unknown): OwnershipTags {
  const entries: readonly (readonly [unknown, unknown])[] = Array.isArray(tags)
    ? tags.map((tag: JsonObject) => [tag.Key ?? tag.key, tag.Value ?? tag.value])
    : Object.entries(typeof tags === 'object' && tags !== null ? tags : {});
  const known: readonly unknown[] = OWNERSHIP_TAGS;
  return Object.fromEntries(entries.filter(([key, value]) => known.includes(key) && typeof value === 'string'));
}
