import { expect } from 'chai';
import { component, discoverWritten, NETWORKING } from '../written-project.js';

const WEB = component(
  'MicroService',
  'api/web',
  `
  image: x:1
  dependsOn: [jobs, mail/outbox]
  environment:
    - {name: A, valueFrom: {component: jobs, output: url}}
    - {name: B, valueFrom: {component: jobs, output: queueArn}}
  bindings:
    - {component: mail/outbox, access: read}
    - {component: unique, env: {prefix: U}}
    - {component: jobs, access: admin, env: false}
`,
);
const REST = ['SQS api/jobs', 'SQS mail/outbox', 'SQS mail/jobs', 'SQS other/unique']
  .map((one) => component('SQS', one.slice(4)))
  .join('---\n');
const ALB = component('ALB', 'edge/public', '{routes: [{name: r, target: {component: api/web, port: 80}}]}');
const FILES = {
  'infra/0.yaml': NETWORKING,
  'services/web.yaml': WEB,
  'services/rest.yaml': REST,
  'services/alb.yaml': ALB,
};

describe('references', () => {
  it('are resolved: the same service first, then the only one of the name; outputs without aliases; access and prefixes filled in', async () => {
    const { value, diagnostics } = await discoverWritten(FILES);
    expect(diagnostics).to.deep.equal([]);
    const web = value!.components.find((one) => one.address === 'api/web')!;
    expect(web.references).to.deep.equal([
      { to: 'api/jobs', kind: 'SQS', via: 'dependsOn', edge: 'needs', reason: 'dependsOn', path: '/dependsOn/0' },
      { to: 'mail/outbox', kind: 'SQS', via: 'dependsOn', edge: 'needs', reason: 'dependsOn', path: '/dependsOn/1' },
      {
        to: 'mail/outbox',
        kind: 'SQS',
        via: 'binding',
        edge: 'needs',
        reason: 'binding',
        path: '/bindings/0/component',
        access: 'read',
        inject: { prefix: 'OUTBOX' },
      },
      {
        to: 'other/unique',
        kind: 'SQS',
        via: 'binding',
        edge: 'needs',
        reason: 'binding',
        path: '/bindings/1/component',
        access: 'write',
        inject: { prefix: 'U' },
      },
      {
        to: 'api/jobs',
        kind: 'SQS',
        via: 'binding',
        edge: 'needs',
        reason: 'binding',
        path: '/bindings/2/component',
        access: 'admin',
        inject: false,
      },
      {
        to: 'api/jobs',
        kind: 'SQS',
        via: 'valueFrom',
        edge: 'needs',
        reason: 'valueFrom',
        path: '/environment/0/valueFrom/component',
        output: 'queueUrl',
        access: 'write',
      },
      {
        to: 'api/jobs',
        kind: 'SQS',
        via: 'valueFrom',
        edge: 'needs',
        reason: 'valueFrom',
        path: '/environment/1/valueFrom/component',
        output: 'queueArn',
        access: 'write',
      },
    ]);
  });

  it('become edges, once a reason; a target needs its load balancer', async () => {
    const { value } = await discoverWritten(FILES);
    expect(value!.edges.map(({ from, to, reason }) => `${from} ${reason} ${to}`)).to.have.members([
      'api/web dependsOn api/jobs',
      'api/web dependsOn mail/outbox',
      'api/web binding mail/outbox',
      'api/web binding other/unique',
      'api/web binding api/jobs',
      'api/web valueFrom api/jobs',
      'api/web target edge/public',
    ]);
  });

  it('know their places when they are asked', async () => {
    const { value } = await discoverWritten(FILES);
    const place = (reason: string, to: string) =>
      value!.edges.find((edge) => edge.reason === reason && edge.to === to)?.source;
    expect(place('binding', 'other/unique')).to.deep.equal({ file: 'services/web.yaml', line: 12, column: 19 });
    expect(place('target', 'edge/public')).to.deep.equal({ file: 'services/alb.yaml', line: 4, column: 47 });
    expect(JSON.stringify(value!.edges.find((edge) => edge.reason === 'dependsOn'))).to.equal(
      '{"from":"api/web","to":"api/jobs","reason":"dependsOn"}',
    );
  });

  it('can be looked up by validations', async () => {
    const { value } = await discoverWritten(FILES);
    const web = value!.components.find((one) => one.address === 'api/web');
    expect(value!.view.find('jobs', web!)?.address).to.equal('api/jobs');
    expect(value!.view.find('mail/jobs', web!)?.address).to.equal('mail/jobs');
    expect(value!.view.find('nothing', web!)).to.equal(undefined);
    const incoming = value!.view.referencesTo?.('mail/outbox') ?? [];
    expect(incoming.map(({ from, reference }) => `${from.address} ${reference.reason}`)).to.deep.equal([
      'api/web dependsOn',
      'api/web binding',
    ]);
    expect(value!.view.referencesTo?.('mail/jobs')).to.deep.equal([]);
  });
});
