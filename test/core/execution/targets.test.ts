import { expect } from 'chai';
import alb from '../../../plugins/alb/src/index.js';
import apiGateway from '../../../plugins/apigateway/src/index.js';
import cloudFront from '../../../plugins/cloudfront/src/index.js';
import lambda from '../../../plugins/lambda/src/index.js';
import microService from '../../../plugins/microservice/src/index.js';
import nlb from '../../../plugins/nlb/src/index.js';
import s3 from '../../../plugins/s3/src/index.js';
import { discover } from '../../../src/core/discovery/discover.js';
import { selectTargets } from '../../../src/core/execution/targets.js';
import type { KindRegistry, LoadedKind } from '../../../src/core/registry/kind-registry.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';
import { InMemoryManifests } from '../../../src/sdk/testing/deployment/in-memory-manifests.js';
import { network, queue, shop, UnitProject, worker } from './unit-project.js';

const kinds = [alb, apiGateway, cloudFront, lambda, microService, nlb, s3] as unknown as readonly ComponentKind[];
const plugin = { name: 'p', version: '0.0.0', root: '', type: 'bundled' as const };
const registry: KindRegistry = {
  entries: kinds.map(({ kind }) => ({ kind, plugin })),
  load: async (kind) => ({ definition: kinds.find((one) => one.kind === kind), plugin }) as LoadedKind,
  suggest: () => undefined,
};

const component = (kind: string, name: string, spec: JsonObject): JsonObject => ({
  apiVersion: 'components.panka.io/v1',
  kind,
  metadata: { name, service: 'web', stack: 'shop' },
  spec,
});
const target = { component: 'app' };
const documents = shop(
  'stack',
  network(),
  component('S3', 'site', {}),
  component('S3', 'other', {}),
  component('ALB', 'public', { scheme: 'internal', routes: [{ name: 'app', target }] }),
  component('NLB', 'tcp', { listeners: [{ port: 80, protocol: 'TCP', target }] }),
  component('MicroService', 'app', {
    image: 'registry.example.com/app:1.0',
    ports: [{ name: 'http', port: 8080 }],
    healthCheck: { path: '/health', port: 8080 },
  }),
  component('Lambda', 'fn', {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: 'exports.handler = async () => "ok";' },
  }),
  component('APIGateway', 'edge', {
    routes: [
      { route: 'GET /fn', target: 'fn' },
      { route: 'GET /app', target: 'public' },
    ],
  }),
  component('CloudFront', 'cdn', {
    origins: [
      { name: 'site', component: 'site' },
      { name: 'api', component: 'edge' },
    ],
    defaultBehavior: { origin: 'site' },
  }),
);

/** What a deployment of some components touches, without `shared`, when nothing is deployed. */
async function touchedBy(...components: string[]): Promise<readonly string[]> {
  const files = new InMemoryManifests('/nowhere', documents);
  const found = await discover({ files, registry, environment: 'development', variables: { vars: {} }, sets: [] });
  const errors = found.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (found.value === undefined) throw new Error(errors.join('; '));
  const { touched } = selectTargets({ components }, found.value, { state: undefined, interrupted: false });
  return [...(touched ?? [])].filter((address) => address !== 'shared').sort();
}

describe('a filter of components', () => {
  it('takes along the origins of a distribution, and what those need', async () => {
    expect(await touchedBy('web/cdn')).to.deep.equal(['web/cdn', 'web/edge', 'web/fn', 'web/public', 'web/site']);
  });

  it('takes along what an API calls', async () => {
    expect(await touchedBy('web/edge')).to.deep.equal(['web/edge', 'web/fn', 'web/public']);
  });

  it('takes along the load balancers of a target, which waits for them, and not the other way round', async () => {
    expect(await touchedBy('web/app')).to.deep.equal(['web/app', 'web/public', 'web/tcp']);
    expect(await touchedBy('web/public')).to.deep.equal(['web/public']);
    expect(await touchedBy('web/tcp', 'web/other')).to.deep.equal(['web/other', 'web/tcp']);
  });
});

describe('an apply of some components', () => {
  const project = new UnitProject();
  after(() => project.remove());

  it('deploys and changes what they need, and nothing else', async () => {
    const stack = (visibilityTimeout: number) =>
      shop(
        'stack',
        worker('api/handler', { QUEUE: 'orders/incoming' }),
        queue('orders/incoming', { visibilityTimeout }),
        queue('orders/second', { visibilityTimeout }),
      );
    const apply = async (timeout: number, ...components: string[]) => {
      const outcome = await project.apply(stack(timeout), { filter: { components } });
      expect(outcome.status, JSON.stringify(outcome.errors)).to.equal('succeeded');
      return outcome.components.map((one) => [one.component, one.action]);
    };
    expect(await apply(30, 'api/handler')).to.have.deep.members([
      ['orders/incoming', 'create'],
      ['api/handler', 'create'],
    ]);
    expect(await apply(30, 'orders/second')).to.deep.equal([['orders/second', 'create']]);
    expect(await apply(60, 'api/handler')).to.deep.include(['orders/incoming', 'update']);
    expect((await project.apply(stack(60), { filter: { components: ['api/handler'] } })).status).to.equal(
      'nothing-to-do',
    );
    expect((await project.apply(stack(60))).components.map((one) => [one.component, one.action])).to.deep.include([
      'orders/second',
      'update',
    ]);
  });
});
