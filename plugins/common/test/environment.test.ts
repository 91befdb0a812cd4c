import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ComponentOf, Consumption, Secrets, TranslateContext } from 'panka/sdk';
import { environmentOf, prefixed } from '../src/environment.js';
import { secretsOf } from '../src/secret-list.js';
import { consumption, reference, stranger } from './consumption.js';

const db = stranger('api/db', 'RDS');
const queue = stranger('api/orders', 'SQS');
const secrets: Secrets = { resolve: (ref, key) => ({ arn: `arn:${ref}`, ...(key === undefined ? {} : { key }) }) };

function contextOf(
  consumed: readonly Consumption[],
  outputs: Readonly<Record<string, unknown>> = {},
): TranslateContext {
  const output = (address: string, name: string) => pulumi.output(outputs[`${address} ${name}`]);
  return { consumed, output } as unknown as TranslateContext;
}

function containerOf(spec: ComponentOf['spec'], references: ComponentOf['references'] = []): ComponentOf {
  return { ...stranger('api/web', 'MicroService'), spec, references };
}

async function plain(variables: ReturnType<typeof environmentOf>): Promise<Record<string, unknown>> {
  const pairs = variables.map(
    ({ name, value }) => new Promise<[string, unknown]>((done) => pulumi.output(value).apply((v) => done([name, v]))),
  );
  return Object.fromEntries(await Promise.all(pairs));
}

describe('environment of a container', () => {
  it('puts a prefix before a name', () => {
    expect(prefixed('API_DB', 'HOST')).to.equal('API_DB_HOST');
    expect(prefixed('DB_', 'HOST')).to.equal('DB_HOST');
    expect(prefixed('', 'HOST')).to.equal('HOST');
  });

  it('reads outputs of other components, as text', async () => {
    const component = containerOf(
      {
        environment: [
          { name: 'A', value: 'x' },
          { name: 'PORT', valueFrom: { component: 'db', output: 'port' } },
          { name: 'NAMES', valueFrom: { component: 'db', output: 'names' } },
        ],
      },
      [
        reference('api/db', 'RDS', { path: '/environment/1/valueFrom/component', via: 'valueFrom', output: 'port' }),
        reference('api/db', 'RDS', { path: '/environment/2/valueFrom/component', via: 'valueFrom', output: 'names' }),
      ],
    );
    const context = contextOf([], { 'api/db port': 5432, 'api/db names': ['a', 'b'] });
    expect(await plain(environmentOf(component as never, context, new Set()))).to.deep.equal({
      A: 'x',
      PORT: '5432',
      NAMES: '["a","b"]',
    });
  });

  it('adds what bindings inject, by name, unless the manifest or a secret has the name', async () => {
    const variables = (level: string) => ({ QUEUE_URL: `url for ${level}`, NAME: 'orders' });
    const context = contextOf([
      consumption(queue, 'write', { inject: { prefix: 'ORDERS' }, provides: { variables } }),
      consumption(db, 'connect', {
        inject: { prefix: 'DB' },
        provides: { variables: () => ({ HOST: 'h', USER: 'u' }) },
      }),
      consumption(stranger('api/quiet', 'S3'), 'read', {
        inject: false,
        provides: { variables: () => ({ BUCKET: 'b' }) },
      }),
    ]);
    const component = containerOf({ environment: [{ name: 'ORDERS_NAME', value: 'mine' }] });
    const found = environmentOf(component as never, context, new Set(['DB_USER']));
    expect(found.map((v) => v.name)).to.deep.equal(['ORDERS_NAME', 'DB_HOST', 'ORDERS_QUEUE_URL']);
    expect(await plain(found)).to.deep.equal({
      ORDERS_NAME: 'mine',
      DB_HOST: 'h',
      ORDERS_QUEUE_URL: 'url for write',
    });
  });
});

describe('secrets of a container', () => {
  it('resolves references and adds injected secrets, the manifest winning', () => {
    const provides = { secrets: { PASSWORD: { arn: 'arn:db', key: 'password' }, TOKEN: { arn: 'arn:token' } } };
    const context = contextOf([consumption(db, 'connect', { inject: { prefix: 'DB' }, provides })]);
    const component = containerOf({
      environment: [{ name: 'DB_TOKEN', value: 'none' }],
      secrets: [
        { name: 'api-key', secretRef: 'prod/key', envVar: 'API_KEY', key: 'k' },
        { name: 'PLAIN', secretRef: 'prod/plain' },
      ],
    });
    expect(secretsOf(component as never, context, secrets)).to.deep.equal([
      { name: 'API_KEY', arn: 'arn:prod/key', key: 'k' },
      { name: 'PLAIN', arn: 'arn:prod/plain' },
      { name: 'DB_PASSWORD', arn: 'arn:db', key: 'password' },
    ]);
  });

  it('injects nothing where a binding says env: false', () => {
    const provides = { secrets: { PASSWORD: { arn: 'arn:db' } } };
    const context = contextOf([consumption(db, 'connect', { provides })]);
    expect(secretsOf(containerOf({}) as never, context, secrets)).to.deep.equal([]);
  });
});
