import type { Policy, PolicyView } from '../../../src/core/policy/policy.js';
import type { ComponentKind, ComponentOf, EnvironmentClass, InfraView, JsonObject } from '../../../src/sdk/index.js';

interface Given {
  readonly kind?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly infra?: Partial<InfraView>;
  readonly region?: string;
  readonly environmentClass?: EnvironmentClass;
  readonly definition?: Partial<ComponentKind>;
}

export function componentOf(
  spec: JsonObject,
  { kind = 'MicroService', tags = {}, environmentClass = 'development' }: Given = {},
): ComponentOf {
  return {
    address: 'api/web',
    name: 'web',
    service: 'api',
    stack: 'shop',
    environment: 'dev',
    environmentClass,
    kind,
    spec,
    tags,
    labels: {},
    folder: '/',
    references: [],
  };
}

export function viewOf(
  component: ComponentOf,
  { infra = {}, region, environmentClass = 'development', definition }: Given = {},
): PolicyView {
  return {
    stack: 'shop',
    environment: 'dev',
    environmentClass,
    region,
    today: '2026-06-01',
    components: [component],
    infra: { defaults: {}, security: {}, observability: {}, compliance: {}, ...infra },
    find: () => undefined,
    definition: () => definition as ComponentKind | undefined,
  };
}

/** Paths of what a policy finds against one component, and against the stack. */
export function findings(policy: Policy, spec: JsonObject, given: Given = {}): string[] {
  const component = componentOf(spec, given);
  if (policy.kinds && !policy.kinds.includes(component.kind)) return [];
  const view = viewOf(component, given);
  return [...(policy.check?.(component, view) ?? []), ...(policy.checkStack?.(view) ?? [])].map(
    (finding) => finding.path,
  );
}
