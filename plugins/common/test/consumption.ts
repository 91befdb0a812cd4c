import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, ComponentOf, Consumption, JsonObject, Provision, ResolvedReference } from 'panka/sdk';

/** A component that others refer to. */
export function stranger(address: string, kind: string, spec: JsonObject = {}): ComponentOf {
  const [service = '', name = ''] = address.split('/');
  return {
    address,
    name,
    service,
    stack: 'shop',
    environment: 'dev',
    environmentClass: 'development',
    kind,
    spec,
    tags: {},
    labels: {},
    folder: '/nowhere',
    references: [],
  };
}

/** A reference as discovery resolves it. */
export function reference(
  to: string,
  kind: string,
  more: Partial<ResolvedReference> & Pick<ResolvedReference, 'path'>,
): ResolvedReference {
  return { to, kind, via: 'reference', edge: 'needs', reason: 'binding', ...more };
}

/** A consumed component with what it provides; its outputs are plain values. */
export function consumption(
  component: ComponentOf,
  access: AccessLevel,
  also: { inject?: ResolvedReference['inject']; provides?: Provision; outputs?: Readonly<Record<string, unknown>> },
): Consumption {
  const { inject = false, provides = {}, outputs = {} } = also;
  return {
    reference: {
      ...reference(component.address, component.kind, { path: '/bindings/0/component', via: 'binding' }),
      inject,
    },
    provider: {
      component,
      provides,
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, pulumi.output(value)])),
    },
    access,
  };
}
