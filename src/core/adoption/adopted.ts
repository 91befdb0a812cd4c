import type { ResourceV3 } from '../engine/deployment-v3.js';
import type { Plan } from '../plan/plan.js';
import { nameOfUrn, ownerOfUrn } from '../plan/resource-owner.js';
import type { ComponentRecord } from '../state/state-store.js';

/** Ids by logical name. */
export type Adopted = NonNullable<ComponentRecord['adopted']>;

export interface AdoptedFacts {
  readonly resources: readonly ResourceV3[];
  readonly recorded: Readonly<Record<string, ComponentRecord>>;
}

/** Says of what a plan deletes or replaces that it was there before panka. */
export function withAdopted(plan: Plan, { resources, recorded }: AdoptedFacts): Plan {
  const adopted = new Set(
    resources.flatMap(({ urn, id }) => {
      const name = nameOfUrn(urn);
      const record = recorded[ownerOfUrn(urn) ?? ''];
      return id !== undefined && record?.adopted?.[name] === id ? [urn] : [];
    }),
  );
  if (adopted.size === 0) return plan;
  const changes = plan.changes.map((change) => ({
    ...change,
    resources: change.resources.map((one) =>
      (one.op === 'delete' || one.op === 'replace') && adopted.has(one.urn) ? { ...one, adopted: true as const } : one,
    ),
  }));
  return { ...plan, changes };
}

/** What a component's resources are that were there before: named so now or remembered, and not replaced since. */
export function adoptedOf(
  address: string,
  resources: readonly ResourceV3[],
  known: readonly Readonly<Record<string, string>>[],
): Adopted | undefined {
  if (known.every((one) => Object.keys(one).length === 0)) return undefined;
  const ids = resources
    .filter(({ urn }) => ownerOfUrn(urn) === address)
    .flatMap(({ urn, id }) => {
      const name = nameOfUrn(urn);
      return id !== undefined && known.some((one) => one[name] === id) ? [[name, id] as const] : [];
    });
  return ids.length === 0 ? undefined : Object.fromEntries(ids);
}
