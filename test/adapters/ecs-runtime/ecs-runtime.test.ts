import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { Workload } from '../../../src/sdk/index.js';
import { settled } from '../aws-shared/declared-program.js';
import { expectGolden } from '../aws-shared/golden.js';
import { component, consumption } from '../aws-shared/test-stack.js';
import { containers, declaredWorkload, SERVICE } from './declared-workload.js';

const HTTP = { name: 'http', port: 8080, protocol: 'tcp', appProtocol: 'http' } as const;
const FOUND = { enabled: true, name: 'web.api', dns: false };
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:123456789012:q';

describe('workloads on ECS', () => {
  it('are a service behind a load balancer that scales by load and by the clock', async () => {
    const program = await declaredWorkload(
      {
        ports: [HTTP],
        replicas: 2,
        environment: [{ name: 'DB_HOST', value: pulumi.output('db.example') }],
        secrets: [{ name: 'API_KEY', arn: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:key', key: 'token' }],
        autoscaling: {
          minReplicas: 2,
          maxReplicas: 10,
          targetCPUUtilization: 70,
          targetMemoryUtilization: 80,
          requestsPerTarget: { value: 1000, resourceLabel: 'app/lb/1/targetgroup/tg/2' },
          scaleInCooldown: 300,
          scaleOutCooldown: 60,
          schedules: [{ cron: 'cron(0 8 ? * MON-FRI *)', min: 4, max: 10, timezone: 'Europe/Madrid' }],
        },
        deployment: { ...SERVICE.deployment, rollbackAlarms: ['alarm-5xx'] },
        serviceDiscovery: FOUND,
        targetGroups: [{ arn: 'arn:tg', containerPort: 8080, after: [] }],
        healthCheckGraceSeconds: 30,
        healthCommand: {
          command: ['true'],
          intervalSeconds: 10,
          timeoutSeconds: 5,
          retries: 3,
          startPeriodSeconds: 30,
        },
      },
      {
        waitForSteadyState: true,
        consumed: [
          consumption('data/db', { network: { securityGroupId: 'sg-db', ports: [{ port: 5432, protocol: 'tcp' }] } }),
        ],
      },
    );
    expectGolden(import.meta.url, 'service', program.resources);
  });

  it('are a worker on spare capacity that scales by its backlog from nothing', async () => {
    const send = { Effect: 'Allow', Action: ['sqs:ReceiveMessage'], Resource: QUEUE_ARN } as const;
    const program = await declaredWorkload(
      {
        type: 'worker',
        spot: true,
        architecture: 'arm64',
        replicas: 1,
        autoscaling: {
          minReplicas: 0,
          maxReplicas: 20,
          backlogPerTask: { value: 100, queueName: 'q' },
          wakeOn: { queueName: 'q' },
          scaleInCooldown: 300,
          scaleOutCooldown: 60,
          schedules: [],
        },
      },
      { consumed: [consumption('api/q', { statements: () => [send] }, { access: 'read' })] },
    );
    expectGolden(import.meta.url, 'worker', program.resources);
  });

  it('start the first task by an alarm that sees messages and no task, however few they are', async () => {
    const limits = { minReplicas: 0, maxReplicas: 5, scaleInCooldown: 300, scaleOutCooldown: 60, schedules: [] };
    const backlogPerTask = { value: 100, queueName: 'q' };
    const from = async (more: object) =>
      declaredWorkload({ type: 'worker', autoscaling: { ...limits, backlogPerTask, ...more } });
    const asleep = await from({ wakeOn: { queueName: 'q' } });
    const [alarm] = asleep.ofType('aws:cloudwatch/metricAlarm:MetricAlarm');
    expect(alarm?.inputs).to.deep.include({ threshold: 1, alarmActions: ['api/web/scaling/wake.arn'] });
    const queries = alarm?.inputs['metricQueries'] as { id: string; expression?: string }[];
    expect(queries.map(({ id, expression }) => expression ?? id)).to.deep.equal(['m1', 'm2', 'IF(FILL(m2,0)<1,m1,0)']);
    expect(asleep.named('api/web/scaling/wake').inputs['policyType']).to.equal('StepScaling');
    const awake = await from({ minReplicas: 1 });
    expect(awake.ofType('aws:cloudwatch/metricAlarm:MetricAlarm')).to.deep.equal([]);
    expect(awake.resources.map(({ name }) => name)).not.to.include('api/web/scaling/wake');
  });

  it('are a job without a service, with what is needed to run it', async () => {
    const { result, resources, ofType } = await declaredWorkload({ type: 'job' });
    expect(ofType('aws:ecs/service:Service')).to.deep.equal([]);
    expect(resources.map((r) => r.name)).to.include('api/web/task');
    expect(result).not.to.have.any.keys('serviceName', 'serviceArn', 'internalHost');
    expect(await settled(result.executionRoleArn)).to.equal('api/web/execution-role.arn');
    expect(await settled(result.taskDefinitionArn)).to.equal('api/web/task.arn');
    expect(await settled(result.capacityProviders as never)).to.deep.equal([
      { capacityProvider: 'FARGATE', weight: 1 },
    ]);
    expect(await settled(result.securityGroupIds as never)).to.deep.equal(['api/web/sg-id']);
    expect(await settled(result.taskFamily)).to.match(/^shop-\w+-api-web-[0-9a-f]{6}$/);
    const ready = await Promise.all((result.ready ?? []).map((resource) => settled(resource.urn)));
    expect(ready.map((urn) => String(urn).split('::').at(-1))).to.include.members([
      'api/web/task-role',
      'api/web/execution-role',
      'api/web/sg/egress',
    ]);
  });

  it('join further groups: those of the spec and the one that the stack shares', async () => {
    const program = await declaredWorkload({ securityGroupIds: ['sg-own'] }, { sharedSecurityGroupId: 'sg-shared' });
    const { networkConfiguration } = program.named('api/web').inputs;
    expect(networkConfiguration).to.deep.include({ securityGroups: ['api/web/sg-id', 'sg-own', 'sg-shared'] });
  });

  it('run on the pool that they name, else on the first', async () => {
    const pools = { small: 'provider-small', gpu: 'provider-gpu' };
    const strategy = async (workload: Partial<Workload>) => {
      const program = await declaredWorkload(workload, { platform: 'ec2', pools });
      expect(program.named('api/web/task').inputs['requiresCompatibilities']).to.deep.equal(['EC2']);
      const [share] = program.named('api/web').inputs['capacityProviderStrategies'] as { capacityProvider: string }[];
      return { provider: share?.capacityProvider, container: containers(program)[0] };
    };
    expect((await strategy({})).provider).to.equal('provider-small');
    const gpu = await strategy({ capacityPool: 'gpu', gpus: 1 });
    expect(gpu.provider).to.equal('provider-gpu');
    expect(gpu.container).to.deep.include({ resourceRequirements: [{ type: 'GPU', value: '1' }] });
    const failure = await strategy({ capacityPool: 'big' }).catch((error: Error) => error);
    expect(failure).to.have.property('message', "'api/web' runs on ec2 pool 'big', which does not exist");
  });

  it('keep the timeouts of the component, else take the limit of the deployment', async () => {
    const limited = await declaredWorkload({ deployment: { ...SERVICE.deployment, timeoutMinutes: 7 } });
    expect(limited.named('api/web').options).to.include({ createTimeout: '7m' });
    const own = await declaredWorkload(
      {},
      { component: component('api/web', { spec: { timeouts: { create: '1h' } } }) },
    );
    expect(own.named('api/web').options).not.to.have.property('createTimeout');
  });

  it('refuse strategies that would need two target groups, behind a load balancer', async () => {
    const targetGroups = [{ arn: 'arn:tg', containerPort: 8080, after: [] }];
    const deployment = { ...SERVICE.deployment, strategy: 'canary' as const };
    const failure = await declaredWorkload({ targetGroups, deployment }).catch((error: Error) => error);
    expect(failure).to.have.property('code', 'DeploymentStrategyNotSupported');
    const alone = await declaredWorkload({ deployment });
    expect(alone.named('api/web').inputs['deploymentConfiguration']).to.deep.include({ strategy: 'CANARY' });
  });

  it('start within their limits, and leave the count alone afterwards', async () => {
    const limits = { minReplicas: 3, maxReplicas: 5, scaleInCooldown: 300, scaleOutCooldown: 60, schedules: [] };
    const program = await declaredWorkload({ replicas: 1, autoscaling: { ...limits, targetCPUUtilization: 50 } });
    expect(program.named('api/web').inputs['desiredCount']).to.equal(3);
    expect(program.named('api/web').options).to.deep.include({ ignoreChanges: ['desiredCount'] });
    const fixed = await declaredWorkload({ replicas: 4 });
    expect(fixed.named('api/web').inputs['desiredCount']).to.equal(4);
    expect(fixed.named('api/web').options).not.to.have.property('ignoreChanges');
  });
});
