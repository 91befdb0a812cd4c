/** What a user asked to work on; empty: everything. */
export interface Filter {
  readonly services?: readonly string[];
  readonly components?: readonly string[];
}

/** True for `service/name` and for `name` alone. */
export function isNamed(address: string, component: string): boolean {
  return address === component || address.endsWith(`/${component}`);
}

/** Without services and components, every address matches. */
export function matchesFilter({ services = [], components = [] }: Filter, address: string): boolean {
  if (services.length === 0 && components.length === 0) return true;
  return services.some((s) => address.startsWith(`${s}/`)) || components.some((c) => isNamed(address, c));
}
