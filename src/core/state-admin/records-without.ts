import type { ComponentRecord, StackState } from '../state/state-store.js';

/** The components after these resources are gone: one with none left is gone, one with some must be looked at again. */
export function recordsWithout(
  components: StackState['components'],
  gone: ReadonlySet<string>,
): Readonly<Record<string, ComponentRecord>> {
  return Object.fromEntries(
    Object.entries(components).flatMap(([address, record]) => {
      const resources = record.resources.filter((urn) => !gone.has(urn));
      if (resources.length === record.resources.length) return [[address, record]];
      return resources.length === 0 ? [] : [[address, { ...record, resources, status: 'unverified' as const }]];
    }),
  );
}
