import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type ComponentKind,
  type ComponentOf,
  type Contribution,
  type InfraView,
  type JsonObject,
  type PolicyStatement,
  type ProvidedComponent,
  type Services,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';

export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly inputs: JsonObject;
}

export interface Translated {
  readonly resources: readonly Declared[];
  readonly translation: Translation;
  readonly outputs: JsonObject;
  readonly alarms: readonly string[];
  readonly contributed: readonly (Contribution & { readonly to: string })[];
  of(type: string): readonly Declared[];
}

export interface Given {
  readonly provided?: Readonly<Record<string, ProvidedComponent>>;
  readonly contributions?: readonly Contribution[];
  readonly services?: Partial<Services>;
  readonly infra?: Partial<InfraView>;
  readonly keyArn?: string;
  readonly consumed?: TranslateContext['consumed'];
  readonly incoming?: TranslateContext['incoming'];
  /** Components that are not translated yet, by address. */
  readonly components?: Readonly<Record<string, ComponentOf>>;
  /** Outputs that AWS would compute, by type. */
  readonly computed?: Readonly<Record<string, JsonObject>>;
  /** Answers to look-ups, by token. */
  readonly lookups?: Readonly<Record<string, JsonObject>>;
}

/** Runs a kind's translator under Pulumi mocks; outputs that AWS computes are `<logical name>.<property>`. */
export async function translate<Spec>(
  kind: ComponentKind<Spec>,
  component: ComponentOf<Spec>,
  given: Given = {},
): Promise<Translated> {
  const resources: Declared[] = [];
  await pulumi.runtime.setMocks({
    newResource: (args) => {
      resources.push({ type: args.type, name: args.name, inputs: args.inputs });
      return {
        id: `${args.name}-id`,
        state: { ...args.inputs, ...computed(args.name, args.inputs), ...given.computed?.[args.type] },
      };
    },
    call: (args) => ({ ...args.inputs, ...given.lookups?.[args.token] }),
  });
  const { default: Class } = await kind.translator();
  const alarms: string[] = [];
  const contributed: (Contribution & { to: string })[] = [];
  const infra: InfraView = { defaults: {}, security: {}, observability: {}, compliance: {}, ...given.infra };
  const services = { infra, ...fakeServices(alarms, given.keyArn), ...given.services };
  const translator: Translator<Spec> = new Class(...(Class.inject ?? []).map((token) => serviceOf(services, token)));
  const context = fakeContext(component as ComponentOf<never>, given, contributed);
  const translation = translator.translate(component, context);
  translator.finish?.(component, given.contributions ?? [], context);
  const outputs = (await resolve(pulumi.output(translation.outputs))) as JsonObject;
  await pulumi.runtime.disconnect();
  return {
    resources,
    translation,
    outputs,
    alarms,
    contributed,
    of: (type) => resources.filter((r) => r.type === type),
  };
}

/** The statements that a consumer gets at a level, with values. */
export async function granted(
  translated: Translated,
  level: 'connect' | 'read' | 'write' | 'admin',
  prefix?: string,
): Promise<readonly PolicyStatement[]> {
  const reference = { to: 'api/thing', kind: 'X', via: 'binding', edge: 'needs', reason: 'binding', path: '' } as const;
  const statements = translated.translation.provides?.statements?.(level, {
    ...reference,
    ...(prefix === undefined ? {} : { prefix }),
  });
  return (await resolve(pulumi.output(statements ?? []))) as readonly PolicyStatement[];
}

/** The value of an output; under mocks every value is known. */
export function resolve(output: pulumi.Output<unknown>): Promise<unknown> {
  return new Promise((done) => {
    output.apply(done);
  });
}

function computed(name: string, inputs: JsonObject): Record<string, unknown> {
  const of = [
    'arn',
    'url',
    'streamArn',
    'endpoint',
    'readerEndpoint',
    'address',
    'qualifiedArn',
    'invokeArn',
    'version',
  ];
  const values = Object.fromEntries(of.map((property) => [property, `${name}.${property}`]));
  return {
    ...values,
    ...Object.fromEntries(
      [
        'functionUrl',
        'bucketDomainName',
        'bucketRegionalDomainName',
        'resourceId',
        'clusterResourceId',
        'dbiResourceId',
      ].map((property) => [property, `${name}.${property}`]),
    ),
    ...('name' in inputs ? {} : { name: `${name}.name` }),
  };
}

function serviceOf(services: Services, token: symbol): unknown {
  const entry = Object.entries(tokens).find(([, value]) => value === token);
  return services[entry?.[0] as keyof Services];
}

function fakeContext(
  component: ComponentOf<never>,
  given: Given,
  contributed: (Contribution & { to: string })[],
): TranslateContext {
  const provided = (address: string): ProvidedComponent => {
    const found = given.provided?.[address];
    if (found === undefined) throw new Error(`${address} is not referenced`);
    return found;
  };
  return {
    subject: component,
    component: (address) => given.components?.[address] ?? provided(address).component,
    incoming: given.incoming ?? [],
    logicalName: (part) => (part === undefined ? component.address : `${component.address}/${part}`),
    options: (extra) => ({ ...extra }),
    dataOptions: (extra) => ({ protect: component.spec['deletionProtection'] === true, ...extra }),
    provided,
    output: (address, output) => provided(address).outputs[output] as pulumi.Output<unknown>,
    consumed: given.consumed ?? [],
    contribute: (to, type, value) => {
      contributed.push({ from: component.address, to, type, value });
    },
    preview: false,
  };
}

function fakeServices(alarms: string[], keyArn?: string): Services {
  const physical = (c: ComponentOf<unknown>, part?: string) =>
    c.spec.name !== undefined && part === undefined
      ? c.spec.name
      : [c.stack, c.environment, c.service, c.name, ...(part === undefined ? [] : [part]), 'abc123'].join('-');
  const identity = { accountId: '000000000000', region: 'us-east-1', partition: 'aws' };
  const partial: Partial<Services> = {
    names: { physical: (c, _rule, part) => physical(c, part), shared: (_rule, part) => `shop-dev-${part}` },
    tags: { of: (_c, logicalName) => ({ 'panka:resource': logicalName }) },
    identity,
    network: {
      vpcId: 'vpc-1',
      cidr: '10.0.0.0/16',
      subnets: () => ['subnet-a', 'subnet-b'],
      zones: () => ['us-east-1a', 'us-east-1b'],
    } as Services['network'],
    encryption: { keyArn },
    alarms: {
      declare: (_c, _context, list) => {
        alarms.push(...list.map((a) => a.id));
        return Object.fromEntries(list.map((a) => [a.id, pulumi.output(a.id)]));
      },
      isOn: () => true,
      topicArn: undefined,
    } as Services['alarms'],
    logs: {
      declare: (_c, context, wanted) => {
        const { name, part } = typeof wanted === 'object' ? wanted : { name: wanted ?? 'logs', part: 'logs' };
        const group = new aws.cloudwatch.LogGroup(context.logicalName(part), { name });
        return { name: group.name, arn: group.arn, ready: group };
      },
    },
    securityGroups: {
      declare: (_c, context, options) => {
        const group = new aws.ec2.SecurityGroup(context.logicalName(options?.part ?? 'sg'), {});
        return { id: group.id, resource: group };
      },
      openConsumed: () => [],
      allow: (context, rule) =>
        new aws.vpc.SecurityGroupIngressRule(context.logicalName(rule.part), {
          securityGroupId: rule.group,
          ipProtocol: rule.protocol,
        }),
    },
    roles: {
      declare: (_c, context, request) => {
        const role = new aws.iam.Role(context.logicalName(request.part), { assumeRolePolicy: request.service });
        new aws.iam.RolePolicy(context.logicalName(`${request.part}-policy`), {
          role: role.name,
          policy: pulumi.jsonStringify(request.statements ?? []),
        });
        return { arn: role.arn, name: role.name, ready: [role] };
      },
      bindingStatements: () => [],
    },
    artifacts: {
      bucketName: 'artifacts',
      bucketArn: 'arn:aws:s3:::artifacts',
      upload: (_c, context, { path, part }) => ({
        key: `${path}-hash`,
        hash: 'hash',
        resource: new aws.s3.BucketObjectv2(context.logicalName(part), { bucket: 'artifacts', key: `${path}-hash` }),
      }),
    },
    scheduleGroup: { name: 'schedules', arn: 'arn:schedules' },
    secrets: {
      resolve: (secretRef, key) => ({
        arn: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${secretRef}`,
        ...(key === undefined ? {} : { key }),
      }),
    } as Services['secrets'],
  };
  return partial as Services;
}
