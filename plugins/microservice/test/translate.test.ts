import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ComponentOf, JsonObject, ProvidedComponent, ResolvedReference } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { consumption, reference, stranger } from '../../common/test/consumption.js';
import { fakeRuntime, plainOf } from '../../common/test/fake-runtime.js';
import { type Given, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const web = { image: 'web:1', ports: [{ name: 'http', port: 8080 }] };
const ELB = 'arn:aws:elasticloadbalancing:us-east-1:000000000000';
const target: ResolvedReference = reference('api/thing', 'MicroService', {
  path: '/routes/1/target/component',
  edge: 'neededBy',
  reason: 'target',
});

const albSpec: JsonObject = {
  routes: [
    { name: 'other', target: { component: 'other' } },
    { name: 'web', target: { component: 'thing', port: 9090 } },
  ],
};
const balancer: ProvidedComponent = {
  component: stranger('edge/public', 'ALB', albSpec),
  provides: {},
  outputs: {
    loadBalancerArn: pulumi.output(`${ELB}:loadbalancer/app/public/1111`),
    securityGroupId: pulumi.output('sg-alb'),
    targetGroupArns: pulumi.output({ other: 'arn:other', web: `${ELB}:targetgroup/web/2222` }),
  },
};

async function made(spec: JsonObject, given: Given = {}, references: readonly ResolvedReference[] = []) {
  const { workloads, services } = fakeRuntime();
  const component = componentOf(kind, { ...web, ...spec }, { references });
  const translated = await translate(kind, component, { ...given, services: { ...services, ...given.services } });
  const [workload] = workloads;
  if (workload === undefined) throw new Error('no workload was handed over');
  return { translated, workload };
}

describe('MicroService translation', () => {
  it('hands the runtime a workload in its own words', async () => {
    const { workload, translated } = await made({
      runtime: { cpu: '0.5 vCPU', memory: '1 GB', ephemeralStorageGiB: 20 },
      command: ['node'],
      args: ['main.js'],
      iam: { policies: [{ actions: ['s3:ListAllMyBuckets'], resources: ['*'] }] },
      healthCheck: { liveness: { exec: { command: ['alive'] } } },
    });
    expect(workload).to.deep.include({
      type: 'service',
      image: 'web:1',
      cpu: 512,
      memory: 1024,
      entryPoint: ['node'],
      command: ['main.js'],
      replicas: 1,
      stopTimeoutSeconds: 30,
      ports: [{ name: 'http', port: 8080, protocol: 'tcp', appProtocol: 'http' }],
      statements: [{ Effect: 'Allow', Action: ['s3:ListAllMyBuckets'], Resource: ['*'] }],
      serviceDiscovery: { enabled: true, name: 'thing.api', dns: false },
      targetGroups: [],
    });
    expect(workload).not.to.have.any.keys('autoscaling', 'ephemeralStorageGiB', 'healthCheckGraceSeconds');
    expect(workload.healthCommand?.command).to.deep.equal(['alive']);
    expect(translated.outputs).to.deep.include({ internalHost: 'thing.api', internalUrl: 'http://thing.api:8080' });
    expect(translated.alarms).to.deep.equal(['cpu', 'memory', 'running']);
  });

  it('registers with the target groups of routes that lead to it, and lets their load balancer in', async () => {
    const { workload, translated } = await made(
      { healthCheck: { port: 8080 }, autoscaling: { enabled: true, maxReplicas: 4, requestsPerTarget: 50 } },
      { provided: { 'edge/public': balancer }, incoming: [{ from: 'edge/public', reference: target }] },
    );
    const [group] = workload.targetGroups;
    expect(await plainOf(group?.arn)).to.equal(`${ELB}:targetgroup/web/2222`);
    expect(group?.containerPort).to.equal(9090);
    expect(workload.healthCheckGraceSeconds).to.equal(30);
    const label = await plainOf(workload.autoscaling?.requestsPerTarget?.resourceLabel);
    expect(label).to.equal('app/public/1111/targetgroup/web/2222');
    expect(workload.autoscaling)
      .to.include({ minReplicas: 1, maxReplicas: 4 })
      .and.not.have.property('targetCPUUtilization');
    expect(translated.alarms).to.deep.equal(['5xx', 'latency', 'unhealthy', 'cpu', 'memory', 'running']);
    const names = await Promise.all(workload.deployment.rollbackAlarms.map(plainOf));
    expect(names).to.deep.equal(['5xx', 'latency', 'unhealthy']);
    expect(
      translated.of('aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule').map((r) => r.name),
    ).to.have.members(['api/thing/from/edge/public/9090', 'api/thing/from/edge/public/8080']);
  });

  it('goes back only on the alarms that were chosen', async () => {
    const { workload } = await made(
      { deployment: { rollbackAlarms: ['unhealthy'] } },
      { provided: { 'edge/public': balancer }, incoming: [{ from: 'edge/public', reference: target }] },
    );
    expect(await Promise.all(workload.deployment.rollbackAlarms.map(plainOf))).to.deep.equal(['unhealthy']);
  });

  for (const kind of ['Lambda', 'CronJob'])
    it(`has a DNS name as soon as a ${kind} refers to it, which is no ECS service`, async () => {
      const caller: ComponentOf = stranger('api/fn', kind);
      const { workload } = await made(
        {},
        {
          components: { 'api/fn': caller },
          incoming: [
            {
              from: 'api/fn',
              reference: reference('api/thing', 'MicroService', { path: '/environment/0/valueFrom/component' }),
            },
          ],
        },
      );
      expect(workload.serviceDiscovery?.dns).to.equal(true);
    });

  it('mounts a file system by its access point', async () => {
    const files: ProvidedComponent = {
      component: stranger('web/files', 'EFS'),
      provides: {},
      outputs: { fileSystemId: pulumi.output('fs-1'), accessPointIds: pulumi.output({ app: 'fsap-1' }) },
    };
    const { workload } = await made(
      { volumes: [{ name: 'data', mountPath: '/data', efs: { component: 'web/files' } }] },
      { provided: { 'web/files': files } },
      [reference('web/files', 'EFS', { path: '/volumes/0/efs/component', reason: 'volume' })],
    );
    const [volume] = workload.volumes;
    expect(await plainOf(volume?.efs?.fileSystemId)).to.equal('fs-1');
    expect(await plainOf(volume?.efs?.accessPointId)).to.equal('fsap-1');
  });

  it('injects what its bindings give and tells its own consumers where it is', async () => {
    const queue = consumption(stranger('api/orders', 'SQS'), 'write', {
      inject: { prefix: 'ORDERS' },
      provides: { variables: () => ({ QUEUE_URL: 'https://queue' }) },
    });
    const { workload, translated } = await made({ environment: { A: 1 } }, { consumed: [queue] });
    expect(workload.environment).to.deep.equal([
      { name: 'A', value: '1' },
      { name: 'ORDERS_QUEUE_URL', value: 'https://queue' },
    ]);
    const { network, variables } = translated.translation.provides ?? {};
    expect(network?.ports).to.deep.equal([{ port: 8080, protocol: 'tcp' }]);
    const given = variables?.('connect') ?? {};
    expect(await Promise.all(['HOST', 'PORT', 'URL'].map((name) => plainOf(given[name])))).to.deep.equal([
      'thing.api',
      '8080',
      'http://thing.api:8080',
    ]);
  });
});
