import type { ComponentKind, CostItem, JsonObject } from '../../sdk/index.js';

/** What the amounts in `spec.usage` cost; names that the kind does not know are left to validation. */
export function usageCost(kind: ComponentKind | undefined, spec: JsonObject): CostItem[] {
  const amounts = spec['usage'];
  if (kind?.usage === undefined || typeof amounts !== 'object' || amounts === null) return [];
  return Object.entries(amounts).flatMap(([name, amount]) =>
    typeof amount === 'number' ? [...(kind.usage?.[name]?.items(amount, spec) ?? [])] : [],
  );
}
