import { Type } from '@sinclair/typebox';
import { PankaError } from '../../../src/core/diagnostics/panka-error.js';
import type { KindRegistry, LoadedKind } from '../../../src/core/registry/kind-registry.js';
import type { ComponentKind, Json, JsonObject, Reference } from '../../../src/sdk/index.js';

const strict = { additionalProperties: false } as const;
const never = () => Promise.reject(new Error('discovery asks for no translator, verifier or sandbox'));
const shared = { iamActions: [], translator: never, sandbox: never, stubOutputs: () => ({}) } as const;

const item = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'Name of the variable' }),
    value: Type.Optional(Type.String({ description: 'Its value' })),
    valueFrom: Type.Optional(
      Type.Object(
        {
          component: Type.String({ description: 'Who gives it' }),
          output: Type.String({ description: 'Which output' }),
        },
        { ...strict, description: 'Output of another component' },
      ),
    ),
  },
  strict,
);

/** A container: two shapes of environment, nested defaults, a union, an enumeration. */
const microService: ComponentKind = {
  ...shared,
  kind: 'MicroService',
  summary: 'A container that serves requests',
  category: 'compute',
  schema: Type.Object(
    {
      image: Type.Union(
        [
          Type.String(),
          Type.Object(
            {
              repository: Type.String({ description: 'Repository' }),
              tag: Type.Optional(Type.String({ description: 'Tag' })),
            },
            strict,
          ),
        ],
        { description: 'Container image' },
      ),
      runtime: Type.Object(
        {
          platform: Type.Union([Type.Literal('fargate'), Type.Literal('ec2')], {
            default: 'fargate',
            description: 'Where it runs',
          }),
          cpu: Type.Integer({ default: 256, minimum: 128, maximum: 16384, description: 'CPU units' }),
          memory: Type.Integer({ default: 512, description: 'MiB' }),
        },
        { ...strict, default: {}, description: 'Size and platform' },
      ),
      replicas: Type.Integer({ default: 1, minimum: 0, description: 'Number of tasks' }),
      ports: Type.Optional(
        Type.Array(
          Type.Object(
            {
              name: Type.String({ description: 'Name' }),
              port: Type.Integer({ minimum: 1, maximum: 65535, description: 'Port' }),
            },
            strict,
          ),
          { description: 'Ports' },
        ),
      ),
      environment: Type.Optional(Type.Array(item, { description: 'Environment variables' })),
      secrets: Type.Optional(
        Type.Array(
          Type.Object(
            { name: Type.String({ description: 'Name' }), secretRef: Type.String({ description: 'Secret' }) },
            strict,
          ),
          { description: 'Secrets' },
        ),
      ),
      iam: Type.Optional(
        Type.Object(
          {
            policies: Type.Array(
              Type.Object(
                {
                  actions: Type.Array(Type.String(), { description: 'Actions' }),
                  resources: Type.Array(Type.String(), { description: 'Resources' }),
                },
                strict,
              ),
              { description: 'Statements' },
            ),
          },
          { ...strict, description: 'Rights' },
        ),
      ),
      networking: Type.Optional(
        Type.Object(
          {
            subnets: Type.Optional(
              Type.Union([Type.Literal('public'), Type.Literal('private')], { description: 'Tier' }),
            ),
            assignPublicIp: Type.Optional(Type.Boolean({ description: 'Public address' })),
          },
          { ...strict, description: 'Network' },
        ),
      ),
    },
    strict,
  ),
  outputs: {
    serviceName: { type: 'string', description: 'Name of the service' },
    internalUrl: { type: 'string', description: 'URL' },
  },
  access: { default: 'connect', levels: {} },
  injects: { HOST: { description: 'Host' }, PORT: { description: 'Port' } },
  rollback: 'reversible',
  stateful: false,
  normalise: listedEnvironment,
  defaults: (environment): JsonObject => (environment === 'production' ? { replicas: 2 } : {}),
};

const queue: ComponentKind = {
  ...shared,
  kind: 'SQS',
  summary: 'A queue',
  category: 'messaging',
  schema: Type.Object(
    {
      type: Type.Union([Type.Literal('standard'), Type.Literal('fifo')], {
        default: 'standard',
        description: 'Queue type',
      }),
      visibilityTimeout: Type.Integer({ default: 30, minimum: 0, maximum: 43200, description: 'Seconds' }),
      encryption: Type.Object(
        { enabled: Type.Boolean({ default: true, description: 'Encrypted at rest' }) },
        { ...strict, default: {}, description: 'Encryption' },
      ),
    },
    strict,
  ),
  outputs: {
    queueUrl: { type: 'string', description: 'URL' },
    url: { type: 'string', description: 'URL', aliasOf: 'queueUrl' },
    queueArn: { type: 'string', description: 'ARN' },
  },
  access: { default: 'write', levels: { read: 'receive', write: 'send', admin: 'both and purge' } },
  injects: { QUEUE_URL: { description: 'URL' } },
  rollback: 'settings-only',
  stateful: true,
  validate: (component) =>
    component.spec['visibilityTimeout'] === 13
      ? [{ code: 'PANKA-SQS-099', severity: 'error', path: '/visibilityTimeout', message: 'visibilityTimeout is 13' }]
      : [],
};

const database: ComponentKind = {
  ...shared,
  kind: 'RDS',
  summary: 'A database',
  category: 'database',
  schema: Type.Object(
    {
      engine: Type.Object(
        {
          type: Type.Union([Type.Literal('postgres'), Type.Literal('mysql')], { description: 'Engine' }),
          version: Type.String({ description: 'Version, in quotes' }),
        },
        { ...strict, description: 'Engine' },
      ),
      backup: Type.Object(
        {
          enabled: Type.Boolean({ default: true, description: 'Back up' }),
          retentionDays: Type.Integer({ default: 7, minimum: 1, maximum: 35, description: 'Days' }),
          preferredWindow: Type.Optional(Type.String({ description: 'Window' })),
        },
        { ...strict, default: {}, description: 'Backups' },
      ),
      publicAccess: Type.Boolean({ default: false, description: 'Public' }),
      multiAZ: Type.Boolean({ default: false, description: 'Two zones' }),
    },
    strict,
  ),
  outputs: {
    endpoint: { type: 'string', description: 'Host' },
    address: { type: 'string', description: 'Host', aliasOf: 'endpoint' },
    port: { type: 'number', description: 'Port' },
  },
  access: { default: 'connect', levels: { read: 'connect', write: 'connect as a user', admin: 'and reboot' } },
  injects: { HOST: { description: 'Host' }, PASSWORD: { description: 'Password', secret: true } },
  rollback: 'settings-only',
  stateful: true,
  subnets: () => 'data',
  needs: () => ['network'],
};

/** Its references run backwards: a target needs the load balancer. */
const balancer: ComponentKind = {
  ...shared,
  kind: 'ALB',
  summary: 'A load balancer',
  category: 'networking',
  schema: Type.Object(
    {
      scheme: Type.Union([Type.Literal('internet-facing'), Type.Literal('internal')], {
        default: 'internet-facing',
        description: 'Who reaches it',
      }),
      routes: Type.Array(
        Type.Object(
          {
            name: Type.String({ description: 'Name' }),
            target: Type.Object(
              { component: Type.String({ description: 'Target' }), port: Type.Integer({ description: 'Port' }) },
              strict,
            ),
          },
          strict,
        ),
        { description: 'Routes' },
      ),
    },
    strict,
  ),
  outputs: { dnsName: { type: 'string', description: 'Name' } },
  access: { default: 'connect', levels: {} },
  injects: {},
  rollback: 'reversible',
  stateful: false,
  references: (spec) =>
    (spec['routes'] as readonly { target: { component: string } }[]).map(
      ({ target }, index): Reference => ({
        component: target.component,
        path: `/routes/${index}/target/component`,
        edge: 'neededBy',
        reason: 'target',
        kinds: ['MicroService'],
      }),
    ),
};

/** Throws wherever it is asked. */
const broken: ComponentKind = {
  ...queue,
  kind: 'Broken',
  normalise: () => {
    throw new TypeError('normalise is broken');
  },
  references: () => {
    throw new TypeError('references is broken');
  },
  validate: () => {
    throw new TypeError('validate is broken');
  },
};

/** `{NAME: value}` → `[{name, value}]`, as the kinds' shared helper does it. */
function listedEnvironment(spec: JsonObject): JsonObject {
  const given = spec['environment'];
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return spec;
  const environment = Object.entries(given as JsonObject).map(
    ([name, value]): Json =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? { name, ...(value as JsonObject) }
        : { name, value: typeof value === 'number' ? String(value) : value! },
  );
  return { ...spec, environment };
}

const KINDS: readonly ComponentKind[] = [microService, queue, database, balancer, broken];
const PLUGIN = { name: '@panka/plugin-sample', version: '1.0.0', root: '/plugins/sample', type: 'bundled' } as const;

/** A registry of small kinds, so that discovery is tested without the real plugins. Counts what it loads. */
export function sampleRegistry(): KindRegistry & { readonly loaded: string[] } {
  const loaded: string[] = [];
  return {
    loaded,
    entries: [...KINDS.map(({ kind }) => ({ kind, plugin: PLUGIN })), { kind: 'Unloadable', plugin: PLUGIN }],
    suggest: (kind) => (kind === 'Kafka' ? { package: '@panka/plugin-kafka', range: '^1' } : undefined),
    async load(kind): Promise<LoadedKind> {
      loaded.push(kind);
      const definition = KINDS.find((one) => one.kind === kind);
      if (!definition)
        throw new PankaError({
          code: 'PluginBroken',
          message: `plugin of "${kind}" cannot be imported`,
          suggestions: ['panka plugins update'],
        });
      return { definition, plugin: PLUGIN };
    },
  };
}
