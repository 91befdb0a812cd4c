import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, ProvidedComponent } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { fakeRuntime, plainOf } from '../../common/test/fake-runtime.js';
import { translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

async function made(sourceKind: string, spec: JsonObject = {}) {
  const { workloads, services } = fakeRuntime();
  const source: ProvidedComponent = {
    component: stranger('api/orders', sourceKind),
    provides: {},
    outputs: { queueName: pulumi.output('shop-orders') },
  };
  const references = [
    reference('api/orders', sourceKind, {
      path: '/source/component',
      reason: 'source',
      access: 'read',
      inject: { prefix: 'ORDERS' },
    }),
  ];
  const component = componentOf(kind, { image: 'worker:1', source: 'orders', ...spec }, { references });
  const translated = await translate(kind, component, { provided: { 'api/orders': source }, services });
  const [workload] = workloads;
  if (workload === undefined) throw new Error('no workload was handed over');
  return { workload, translated };
}

describe('Worker translation', () => {
  it('scales by the backlog of its queue, from nothing', async () => {
    const { workload, translated } = await made('SQS');
    expect(workload).to.include({ type: 'worker', stopTimeoutSeconds: 30 }).and.not.have.property('serviceDiscovery');
    expect(workload.autoscaling).to.include({ minReplicas: 0, maxReplicas: 10 });
    expect(workload.autoscaling).not.to.have.property('targetCPUUtilization');
    expect(workload.autoscaling?.backlogPerTask?.value).to.equal(100);
    expect(await plainOf(workload.autoscaling?.backlogPerTask?.queueName)).to.equal('shop-orders');
    expect(await plainOf(workload.autoscaling?.wakeOn?.queueName)).to.equal('shop-orders');
    expect(translated.alarms).to.deep.equal(['cpu', 'memory']);
    expect(translated.outputs).to.have.keys([
      'serviceName',
      'serviceArn',
      'taskDefinitionArn',
      'taskRoleArn',
      'securityGroupId',
      'logGroupName',
    ]);
  });

  it('scales by CPU where the manifest says so', async () => {
    const { workload } = await made('SQS', { autoscaling: { targetCPUPercent: 60 } });
    expect(workload.autoscaling).to.include({ targetCPUUtilization: 60 }).and.not.have.property('backlogPerTask');
  });

  it('is woken by its queue only where no task may be left', async () => {
    const wakes = async (autoscaling: JsonObject) =>
      (await made('SQS', { autoscaling })).workload.autoscaling?.wakeOn !== undefined;
    const nightly = [{ cron: 'cron(0 22 * * ? *)', min: 0, max: 1 }];
    expect(await wakes({ minReplicas: 1 })).to.equal(false);
    expect(await wakes({ minReplicas: 1, schedules: nightly })).to.equal(true);
    expect(await wakes({ minReplicas: 0, targetCPUUtilization: 60 })).to.equal(true);
  });

  it('keeps its replicas where nothing says how to scale', async () => {
    const { workload, translated } = await made('Kafka', { replicas: 3 });
    expect(workload).to.include({ replicas: 3 }).and.not.have.property('autoscaling');
    expect(translated.alarms).to.deep.equal(['cpu', 'memory', 'running']);
  });

  it('tells the container its topics and group', async () => {
    const { workload } = await made('Kafka', {
      source: { component: 'orders', topics: ['a', 'b'], consumerGroup: 'g' },
      environment: { ORDERS_CONSUMER_GROUP: 'mine' },
      livenessCommand: ['alive'],
    });
    expect(workload.environment).to.deep.equal([
      { name: 'ORDERS_CONSUMER_GROUP', value: 'mine' },
      { name: 'ORDERS_TOPICS', value: 'a,b' },
    ]);
    expect(workload.healthCommand?.command).to.deep.equal(['alive']);
  });
});
