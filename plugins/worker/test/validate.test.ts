import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const others = [
  stranger('api/notification-queue', 'SQS', { visibilityTimeout: 30 }),
  stranger('api/api-db', 'RDS'),
  stranger('api/service', 'MicroService'),
  stranger('api/events', 'Kafka'),
];

function check(spec: JsonObject, observability: JsonObject = {}) {
  const component = componentOf(kind, { image: 'worker:1', source: 'notification-queue', ...spec });
  return kind.validate?.(component, viewOf([component, ...others], { observability })) ?? [];
}

describe('Worker validation', () => {
  it('accepts the smallest worker, and one that reads nothing', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ source: { type: 'none' } })).to.deep.equal([]);
  });

  it('stops no slower than Fargate allows', () => {
    expect(told(check({ gracefulShutdownSeconds: 180 }))).to.deep.equal([
      'PANKA-WRK-001 gracefulShutdownSeconds 180 is more than the 120 s that Fargate allows',
    ]);
  });

  it('warns where messages come back before it has stopped', () => {
    const findings = check({ stopTimeoutSeconds: 60 });
    expect(told(findings)).to.deep.equal([
      'PANKA-WRK-002 visibilityTimeout 30 of notification-queue is shorter than gracefulShutdownSeconds 60: messages would be delivered twice',
    ]);
    expect(findings[0]?.severity).to.equal('warning');
  });

  it('reads queues and brokers only', () => {
    expect(told(check({ source: 'api-db' }))).to.deep.equal([
      'PANKA-WRK-003 source api-db is an RDS; a Worker source must be SQS, MSK or Kafka',
    ]);
    expect(told(check({ source: 'service' }))).to.deep.equal([
      'PANKA-WRK-003 source service is a MicroService; a Worker source must be SQS, MSK or Kafka',
    ]);
  });

  it('wants a source that is whole', () => {
    expect(told(check({ source: {} }))).to.deep.equal(['PANKA-WRK-004 source needs a component, or type: none']);
    expect(told(check({ source: { component: 'events', type: 'sqs' } }))[0]).to.equal(
      'PANKA-WRK-005 source.type sqs does not fit events, which is kafka',
    );
  });

  it('scales by a backlog only where there is a queue', () => {
    expect(told(check({ source: 'events', autoscaling: { targetBacklogPerTask: 5 } }))).to.deep.equal([
      'PANKA-WRK-006 autoscaling.targetBacklogPerTask needs a source of kind SQS',
    ]);
    expect(told(check({ autoscaling: { minReplicas: 20 } }))).to.deep.equal([
      'PANKA-ECS-004 autoscaling.minReplicas 20 > maxReplicas 10',
    ]);
  });

  it('is rolled, since nothing sends it traffic that could be shifted', () => {
    const findings = check({ deployment: { strategy: 'canary' } });
    expect(told(findings)).to.deep.equal([
      'PANKA-ECS-025 deployment.strategy canary shifts the traffic of Service Connect, and nothing reaches this component by it',
    ]);
    expect(findings[0]).to.include({ path: '/deployment/strategy', suggestion: 'strategy: rolling' });
  });

  it('falls to no task only where a queue starts the first one again', () => {
    const scaling = { enabled: true, targetCPUUtilization: 60 };
    const refused =
      'PANKA-WRK-007 autoscaling down to 0 needs a source of kind SQS: nothing else starts the first task again';
    expect(told(check({ source: 'events', autoscaling: { ...scaling, minReplicas: 0 } }))).to.deep.equal([refused]);
    expect(check({ source: 'events', autoscaling: scaling })).to.deep.equal([]);
    const nightly = [{ cron: 'cron(0 22 * * ? *)', min: 0, max: 1 }];
    expect(
      told(check({ source: 'events', autoscaling: { ...scaling, minReplicas: 1, schedules: nightly } })),
    ).to.deep.equal([refused]);
    expect(check({ autoscaling: scaling })).to.deep.equal([]);
  });

  it('counts running tasks by Container Insights', () => {
    const off = { metrics: { containerInsights: 'disabled' } };
    const [finding] = check({}, off);
    expect(finding).to.include({
      code: 'PANKA-WRK-008',
      path: '/autoscaling',
      suggestion: 'containerInsights: enabled',
    });
    expect(check({ autoscaling: { minReplicas: 1, targetCPUUtilization: 60 } }, off)).to.deep.equal([]);
    expect(told(check({ autoscaling: { targetCPUUtilization: 60 } }, off))[0]).to.match(/^PANKA-WRK-008/);
    expect(check({}, { metrics: { containerInsights: 'enabled' } })).to.deep.equal([]);
  });

  it('keeps one task on reliable capacity in production', () => {
    const written = { image: 'worker:1', source: 'notification-queue' };
    const development = componentOf(kind, written).spec;
    const production = componentOf(kind, written, { environmentClass: 'production' }).spec;
    expect([development.runtime.spot, development.autoscaling.minReplicas]).to.deep.equal([true, undefined]);
    expect([production.runtime.spot, production.autoscaling.minReplicas]).to.deep.equal([false, 1]);
  });

  it('receives from its source and is told where it is', () => {
    const { spec } = componentOf(kind, { image: 'worker:1', source: 'notification-queue' });
    expect(kind.references?.(spec)).to.deep.equal([
      {
        component: 'notification-queue',
        path: '/source/component',
        edge: 'needs',
        reason: 'source',
        access: 'read',
        inject: true,
      },
    ]);
  });
});
