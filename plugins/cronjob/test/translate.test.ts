import { expect } from 'chai';
import type { JsonObject, Services } from 'panka/sdk';
import { componentOf, type Written } from '../../common/test/component.js';
import { fakeRuntime } from '../../common/test/fake-runtime.js';
import { translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const SCHEDULE = 'aws:scheduler/schedule:Schedule';
const TOPIC = 'arn:aws:sns:us-east-1:000000000000:alarms';

async function made(spec: JsonObject = {}, alarms: Partial<Services['alarms']> = {}, also: Written = {}) {
  const { workloads, services } = fakeRuntime();
  const component = componentOf(kind, { image: 'job:1', schedule: '0 3 * * *', ...spec }, also);
  const fake = { declare: () => ({}), isOn: () => true, topicArn: TOPIC, ...alarms };
  const translated = await translate(kind, component, { services: { ...services, alarms: fake } });
  const [workload] = workloads;
  const [schedule] = translated.of(SCHEDULE);
  if (workload === undefined || schedule === undefined) throw new Error('no workload or no schedule was declared');
  return { workload, translated, schedule: schedule.inputs };
}

describe('CronJob translation', () => {
  it('starts the newest revision by the clock, in the groups and on the capacity of the task', async () => {
    const { workload, schedule, translated } = await made({ timezone: 'Europe/Madrid', runtime: { spot: true } });
    expect(workload).to.include({ type: 'job', replicas: 1, stopTimeoutSeconds: 30 });
    expect(schedule).to.deep.include({
      groupName: 'schedules',
      scheduleExpression: 'cron(0 3 * * ? *)',
      scheduleExpressionTimezone: 'Europe/Madrid',
      state: 'ENABLED',
      flexibleTimeWindow: { mode: 'OFF' },
    });
    expect(schedule.target).to.deep.equal({
      arn: 'arn:cluster',
      roleArn: 'api/thing/schedule-role.arn',
      deadLetterConfig: { arn: 'api/thing/dlq.arn' },
      retryPolicy: { maximumRetryAttempts: 2, maximumEventAgeInSeconds: 3600 },
      ecsParameters: {
        taskDefinitionArn: 'arn:aws:ecs:us-east-1:000000000000:task-definition/thing:1',
        taskCount: 1,
        capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
        networkConfiguration: {
          subnets: ['subnet-a', 'subnet-b'],
          securityGroups: ['sg-thing'],
          assignPublicIp: false,
        },
        enableEcsManagedTags: true,
        enableExecuteCommand: true,
        propagateTags: 'TASK_DEFINITION',
      },
    });
    expect(Object.keys(translated.outputs)).to.have.members(Object.keys(kind.outputs));
  });

  it('takes window, retries, count and switch from the manifest', async () => {
    const { schedule } = await made({
      enabled: false,
      flexibleWindowMinutes: 15,
      taskCount: 3,
      retry: { maxAttempts: 0, maxAgeSeconds: 60 },
    });
    expect(schedule).to.deep.include({
      state: 'DISABLED',
      flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 15 },
    });
    expect(schedule.target).to.deep.include({
      retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
    });
    expect((schedule.target as { ecsParameters: object }).ecsParameters).to.include({ taskCount: 3 });
  });

  it('lets the scheduler start this task alone, in this cluster, with its two roles', async () => {
    const { translated } = await made();
    const [policy] = translated.resources.filter((r) => r.name === 'api/thing/schedule-role-policy');
    const ecs = 'arn:aws:ecs:us-east-1:000000000000';
    expect(JSON.parse(String(policy?.inputs.policy))).to.deep.equal([
      {
        Effect: 'Allow',
        Action: ['ecs:RunTask'],
        Resource: `${ecs}:task-definition/thing:*`,
        Condition: { ArnEquals: { 'ecs:cluster': 'arn:cluster' } },
      },
      {
        Effect: 'Allow',
        Action: ['ecs:TagResource'],
        Resource: `${ecs}:task/shop/*`,
        Condition: { StringEquals: { 'ecs:CreateAction': 'RunTask' } },
      },
      {
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: ['arn:aws:iam::000000000000:role/thing-execution', 'arn:aws:iam::000000000000:role/thing'],
        Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
      },
      { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'api/thing/dlq.arn' },
    ]);
  });

  it('ends the program in time, with the program of the image that does so', async () => {
    const command = ['node', 'report.js'];
    expect((await made({ command })).workload.entryPoint).to.deep.equal(command);
    const limited = await made({ command, timeoutMinutes: 10 });
    expect(limited.workload.entryPoint).to.deep.equal(['timeout', '600', ...command]);
    const other = await made({ command, timeoutMinutes: 1, timeoutCommand: ['/bin/busybox', 'timeout'] });
    expect(other.workload.entryPoint).to.deep.equal(['/bin/busybox', 'timeout', '60', ...command]);
  });

  it('tells the topic of runs that failed', async () => {
    const { translated } = await made();
    const [rule] = translated.of('aws:cloudwatch/eventRule:EventRule');
    expect(JSON.parse(String(rule?.inputs.eventPattern)).detail).to.deep.equal({
      clusterArn: ['arn:cluster'],
      group: ['family:thing'],
      lastStatus: ['STOPPED'],
      $or: [
        { containers: { exitCode: [{ 'anything-but': [0] }] } },
        { stopCode: ['TaskFailedToStart', 'SpotInterruption', 'TerminationNotice'] },
      ],
    });
    const [target] = translated.of('aws:cloudwatch/eventTarget:EventTarget');
    expect(target?.inputs).to.include({ arn: TOPIC });
  });

  it('tells nobody where that is turned off, or there is no topic', async () => {
    const asked: string[] = [];
    const off = { isOn: (_: unknown, id: string) => asked.push(id) === 0 };
    for (const alarms of [off, { topicArn: undefined }])
      expect((await made({}, alarms)).translated.of('aws:cloudwatch/eventRule:EventRule')).to.deep.equal([]);
    expect(asked).to.deep.equal(['failed-run']);
  });

  it('keeps what could not be started, encrypted and over TLS only', async () => {
    const { translated } = await made();
    expect(translated.of('aws:sqs/queue:Queue')[0]?.inputs).to.include({
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: 1_209_600,
    });
    const [policy] = translated.of('aws:sqs/queuePolicy:QueuePolicy');
    expect(JSON.parse(String(policy?.inputs.policy)).Statement[0]).to.deep.include({
      Effect: 'Deny',
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  });
});
