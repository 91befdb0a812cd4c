/** Address under which the stack's own resources are planned and recorded. No service may have this name. */
export const SHARED = 'shared';

/** Address of the component that owns a resource, from its logical name: `api/orders/dlq` → `api/orders`, `shared/vpc` → `shared`. */
export function ownerOf(logicalName: string): string | undefined {
  const [service, component] = logicalName.split('/');
  if (service === SHARED) return SHARED;
  return service === undefined || component === undefined ? undefined : `${service}/${component}`;
}

/** Logical name in a URN, `urn:pulumi:stack::project::type::name`: what follows the third `::`. Names may hold `::` themselves. */
export function nameOfUrn(urn: string): string {
  let at = -2;
  for (let i = 0; i < 3; i++) at = urn.indexOf('::', at + 2);
  return urn.slice(at + 2);
}

/** Owner of a resource by its URN. */
export function ownerOfUrn(urn: string): string | undefined {
  return ownerOf(nameOfUrn(urn));
}
