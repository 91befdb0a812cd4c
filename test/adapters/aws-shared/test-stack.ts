import * as pulumi from '@pulumi/pulumi';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import type {
  CommonSpec,
  ComponentOf,
  Consumption,
  JsonObject,
  ProvidedComponent,
  Provision,
  TranslateContext,
} from '../../../src/sdk/index.js';

export const IDENTITY = { accountId: '123456789012', region: 'eu-west-1', partition: 'aws' } as const;

/** Stack `shop` in `dev`, with what a test says about its infrastructure. */
export function facts(
  more: Partial<Omit<StackFacts, 'infra'>> & { infra?: Partial<StackFacts['infra']> } = {},
): StackFacts {
  return {
    stack: 'shop',
    environment: more.environmentClass === 'production' ? 'prod' : 'dev',
    environmentClass: 'development',
    identity: IDENTITY,
    ...more,
    infra: { defaults: {}, security: {}, observability: {}, compliance: {}, ...more.infra },
  };
}

export function component(
  address = 'api/web',
  more: Partial<ComponentOf> & { spec?: CommonSpec & JsonObject } = {},
): ComponentOf {
  const [service = '', name = ''] = address.split('/');
  return {
    address,
    name,
    service,
    stack: 'shop',
    environment: 'dev',
    environmentClass: 'development',
    kind: 'MicroService',
    spec: {},
    tags: {},
    labels: {},
    folder: '/nowhere',
    references: [],
    ...more,
  };
}

/** A consumed component of a kind that provides what is given. */
export function consumption(
  address: string,
  provides: Provision,
  { access = 'write', kind = 'SQS' }: { access?: Consumption['access']; kind?: string } = {},
): Consumption {
  const provider: ProvidedComponent = { component: component(address, { kind }), outputs: {}, provides };
  const reference = {
    to: address,
    kind,
    via: 'binding' as const,
    edge: 'needs' as const,
    reason: 'binding',
    path: '/bindings/0',
    access,
  };
  return { reference, provider, access };
}

/** A context without a parent resource, so that golden files show the resources of one component alone. */
export function contextOf(subject: ComponentOf, consumed: readonly Consumption[] = []): TranslateContext {
  const refuse = (): never => {
    throw new Error('no other components in this test');
  };
  return {
    subject,
    logicalName: (part) => (part === undefined ? subject.address : `${subject.address}/${part}`),
    options: (extra = {}) => extra,
    dataOptions: (extra = {}) => pulumi.mergeOptions({ protect: subject.spec.deletionProtection === true }, extra),
    component: refuse,
    incoming: [],
    provided: refuse,
    output: refuse,
    consumed,
    contribute: refuse,
    preview: false,
  };
}
