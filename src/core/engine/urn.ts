/** Type of the resource above all others of a Pulumi stack. */
export const ROOT_STACK_TYPE = 'pulumi:pulumi:Stack';

const URN_PREFIX = 'urn:pulumi:';
const PROVIDER_TYPE_PREFIX = 'pulumi:providers:';

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** Types of the parents and its own, joined by `$`. */
  readonly qualifiedType: string;
  readonly type: string;
  readonly name: string;
}

/** Parts of `urn:pulumi:<stack>::<project>::<qualified type>::<name>`; a name may hold `::` itself. */
export function parseUrn(urn: string): UrnParts {
  let from = urn.startsWith(URN_PREFIX) ? URN_PREFIX.length : 0;
  const next = () => {
    const at = urn.indexOf('::', from);
    const part = at < 0 ? urn.slice(from) : urn.slice(from, at);
    from = at < 0 ? urn.length : at + 2;
    return part;
  };
  const [stack, project, qualifiedType] = [next(), next(), next()];
  const type = qualifiedType.slice(qualifiedType.lastIndexOf('$') + 1);
  return { stack, project, qualifiedType, type, name: urn.slice(from) };
}

export interface UrnRequest {
  readonly stack: string;
  readonly project: string;
  /** URN of the parent; the root stack and no parent give the same URN. */
  readonly parent?: string;
  readonly type: string;
  readonly name: string;
}

export function makeUrn({ stack, project, parent, type, name }: UrnRequest): string {
  const above = parent ? parseUrn(parent).qualifiedType : '';
  const prefix = above === '' || above === ROOT_STACK_TYPE ? '' : `${above}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(PROVIDER_TYPE_PREFIX);
}

export function providerType(pkg: string): string {
  return PROVIDER_TYPE_PREFIX + pkg;
}

/** Splits a provider reference `<urn>::<id>`. */
export function parseProviderRef(ref: string): { readonly urn: string; readonly id: string } {
  const at = ref.lastIndexOf('::');
  return { urn: ref.slice(0, at), id: ref.slice(at + 2) };
}
