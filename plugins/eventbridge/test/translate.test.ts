import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { ComponentOf, JsonObject, PolicyStatement, Services } from 'panka/sdk';
import { componentOf, type Written } from '../../common/test/component.js';
import { consumption, reference, stranger } from '../../common/test/consumption.js';
import { type Given, granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const BUS = 'aws:cloudwatch/eventBus:EventBus';
const TARGET = 'aws:cloudwatch/eventTarget:EventTarget';
const SCHEDULE = 'aws:scheduler/schedule:Schedule';
const ROLE_POLICY = 'aws:iam/rolePolicy:RolePolicy';
const QUEUE_POLICY = 'aws:sqs/queuePolicy:QueuePolicy';
const PATTERN = { source: ['app'] };

const OUTPUTS: Readonly<Record<string, JsonObject>> = {
  SQS: { queueArn: 'arn:queue' },
  SNS: { topicArn: 'arn:topic' },
  Lambda: { functionName: 'fn', aliasArn: 'arn:fn:live' },
  EventBridge: { busName: 'other', busArn: 'arn:other' },
  CronJob: { taskDefinitionArn: 'arn:task-definition/job:7', taskRoleArn: 'arn:task-role', securityGroupId: 'sg-1' },
};
const cluster = { arn: 'arn:cluster', name: 'cluster' } as Services['cluster'];

/** A component whose only rule leads to one of that kind. */
async function leadsTo(
  targetKind: string,
  rule: JsonObject,
  more: { spec?: JsonObject; target?: JsonObject; keyArn?: string; written?: JsonObject } = {},
) {
  const address = 'api/other';
  const other: ComponentOf = stranger(address, targetKind, more.spec ?? {});
  const rules = [{ name: 'r', targets: [{ component: 'other', ...more.target }], ...rule }];
  const written: JsonObject = { rules, ...more.written };
  const references: Written['references'] = [
    reference(address, targetKind, { path: '/rules/0/targets/0/component', edge: 'contributes' }),
    ...(written.deadLetterQueue === undefined
      ? []
      : [reference(address, targetKind, { path: '/deadLetterQueue/component', edge: 'contributes' })]),
  ];
  const statements = () => [{ Effect: 'Allow' as const, Action: ['x:Write'], Resource: 'arn:other' }];
  const provided = {
    [address]: consumption(other, 'write', { outputs: OUTPUTS[targetKind] ?? {}, provides: { statements } }).provider,
  };
  const given: Given = {
    provided,
    services: { cluster },
    ...(more.keyArn === undefined ? {} : { keyArn: more.keyArn }),
  };
  return translate(kind, componentOf(kind, written, { references }), given);
}
const statementsOf = (policy: unknown): PolicyStatement[] => JSON.parse(String(policy));

describe('EventBridge translation', () => {
  it('makes a bus with nothing else, and an archive in production', async () => {
    const made = await translate(kind, componentOf(kind, {}));
    expect(made.resources.map(({ type }) => type)).to.deep.equal([BUS]);
    const production = await translate(kind, componentOf(kind, {}, { environmentClass: 'production' }));
    expect(production.of('aws:cloudwatch/eventArchive:EventArchive')[0]?.inputs).to.include({ retentionDays: 30 });
  });

  it('uses a bus that exists, whose ARN follows from its name', async () => {
    const made = await translate(kind, componentOf(kind, { bus: 'default' }, { environmentClass: 'production' }));
    expect(made.resources).to.deep.equal([]);
    expect(made.outputs.busArn).to.equal('arn:aws:events:us-east-1:000000000000:event-bus/default');
  });

  it('asks a queue to let exactly the rule in, and a topic without a condition, which EventBridge never meets', async () => {
    const queue = await leadsTo('SQS', { pattern: PATTERN });
    expect(queue.contributed.map(({ to, type }) => [to, type])).to.deep.equal([['api/other', 'queue-policy']]);
    expect(await resolve(pulumi.output(queue.contributed[0]?.value))).to.deep.equal({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['sqs:SendMessage'],
      Resource: 'arn:queue',
      Condition: { ArnEquals: { 'aws:SourceArn': 'api/thing/rule/r.arn' } },
    });
    const topic = await leadsTo('SNS', { pattern: PATTERN });
    expect(topic.contributed[0]).to.include({ type: 'topic-policy' });
    expect(await resolve(pulumi.output(topic.contributed[0]?.value))).to.deep.equal({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: ['sns:Publish'],
      Resource: 'arn:topic',
    });
    expect(topic.of(TARGET)[0]?.inputs).not.to.have.property('roleArn');
  });

  it('permits itself to call the live version of a function', async () => {
    const made = await leadsTo('Lambda', { pattern: PATTERN });
    expect(made.of('aws:lambda/permission:Permission')[0]?.inputs).to.deep.include({
      function: 'fn',
      qualifier: 'live',
      principal: 'events.amazonaws.com',
      sourceArn: 'api/thing/rule/r.arn',
    });
    expect(made.of(TARGET)[0]?.inputs).to.include({ arn: 'arn:fn:live' });
  });

  it('reaches another bus with a role of its own', async () => {
    const made = await leadsTo('EventBridge', { pattern: PATTERN });
    expect(statementsOf(made.of(ROLE_POLICY)[0]?.inputs.policy)).to.deep.equal([
      { Effect: 'Allow', Action: ['x:Write'], Resource: 'arn:other' },
    ]);
    expect(made.of(TARGET)[0]?.inputs).to.include({ arn: 'arn:other', roleArn: 'api/thing/target-role.arn' });
  });

  it('runs a task as its own manifest places it', async () => {
    const spec = {
      runtime: { spot: true },
      networking: { subnets: 'public', assignPublicIp: true, securityGroupIds: [] },
    };
    const made = await leadsTo('CronJob', { pattern: PATTERN }, { spec });
    expect(made.of(TARGET)[0]?.inputs).to.deep.include({
      arn: 'arn:cluster',
      ecsTarget: {
        taskDefinitionArn: 'arn:task-definition/job:7',
        capacityProviderStrategies: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
        taskCount: 1,
        networkConfiguration: { subnets: ['subnet-a', 'subnet-b'], securityGroups: ['sg-1'], assignPublicIp: true },
        enableEcsManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
    });
    const [run, , pass] = statementsOf(made.of(ROLE_POLICY)[0]?.inputs.policy);
    expect(run).to.deep.include({
      Resource: 'arn:task-definition/job:*',
      Condition: { ArnEquals: { 'ecs:cluster': 'arn:cluster' } },
    });
    expect(pass?.Resource).to.deep.equal([
      'arn:task-role',
      'arn:aws:iam::000000000000:role/*shop-dev-api-other-execution-role-abc123',
    ]);
  });

  it('makes a queue for what nobody took, which lets its rules in and nobody without TLS', async () => {
    const made = await leadsTo(
      'SQS',
      { pattern: PATTERN },
      { target: { retry: { maxAttempts: 3, maxAgeSeconds: 60 } } },
    );
    expect(made.of(TARGET)[0]?.inputs).to.deep.include({
      deadLetterConfig: { arn: 'api/thing/dlq.arn' },
      retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 60 },
    });
    const { Statement } = JSON.parse(String(made.of(QUEUE_POLICY)[0]?.inputs.policy));
    expect(Statement[0]).to.include({ Sid: 'DenyPlainText' });
    expect(Statement[1].Condition).to.deep.equal({ ArnEquals: { 'aws:SourceArn': ['api/thing/rule/r.arn'] } });
    expect(made.alarms).to.deep.equal(['failed-invocations-r', 'sent-to-dlq-r', 'dlq-visible']);
    expect(made.outputs).to.include({ dlqArn: 'api/thing/dlq.arn' });
  });

  it('uses a queue of the manifest where one is named, and makes none', async () => {
    const component = componentOf(
      kind,
      { deadLetterQueue: { component: 'dead' }, rules: [{ name: 'r', pattern: PATTERN, targets: [{ arn: 'arn:x' }] }] },
      { references: [reference('api/dead', 'SQS', { path: '/deadLetterQueue/component', edge: 'contributes' })] },
    );
    const provided = {
      'api/dead': consumption(stranger('api/dead', 'SQS'), 'write', { outputs: { queueArn: 'arn:dead' } }).provider,
    };
    const made = await translate(kind, component, { provided });
    expect(made.of('aws:sqs/queue:Queue')).to.deep.equal([]);
    expect(made.of(TARGET)[0]?.inputs).to.deep.include({ deadLetterConfig: { arn: 'arn:dead' } });
    expect(made.contributed.map(({ to, type }) => [to, type])).to.deep.equal([['api/dead', 'queue-policy']]);
    expect(made.alarms).to.deep.equal(['failed-invocations-r', 'sent-to-dlq-r']);
  });

  it('encrypts the bus, its archive and its queue with one key', async () => {
    const component = componentOf(kind, {
      encryption: { kmsKey: 'stack' },
      archive: { enabled: true },
      rules: [{ name: 'r', pattern: PATTERN, targets: [{ arn: 'arn:x' }] }],
    });
    const made = await translate(kind, component, { keyArn: 'arn:key' });
    expect(made.of(BUS)[0]?.inputs).to.deep.include({
      kmsKeyIdentifier: 'arn:key',
      deadLetterConfig: { arn: 'api/thing/dlq.arn' },
    });
    expect(made.of('aws:cloudwatch/eventArchive:EventArchive')[0]?.inputs).to.include({ kmsKeyIdentifier: 'arn:key' });
    expect(made.of('aws:sqs/queue:Queue')[0]?.inputs).to.include({ kmsMasterKeyId: 'arn:key' });
    const { Statement } = JSON.parse(String(made.of(QUEUE_POLICY)[0]?.inputs.policy));
    expect(Statement[1].Condition.ArnEquals['aws:SourceArn']).to.deep.equal(['api/thing/rule/r.arn', 'api/thing.arn']);
  });

  it('makes a schedule with the scheduler, whose role may do what the target grants', async () => {
    const rule = { schedule: 'rate(1 day)', timezone: 'Europe/Madrid' };
    const made = await leadsTo('SQS', rule, { target: { input: { go: true } } });
    expect(made.of(TARGET)).to.deep.equal([]);
    expect(made.contributed).to.deep.equal([]);
    const [schedule] = made.of(SCHEDULE);
    expect(schedule?.inputs).to.deep.include({
      groupName: 'schedules',
      scheduleExpression: 'rate(1 day)',
      scheduleExpressionTimezone: 'Europe/Madrid',
      state: 'ENABLED',
    });
    expect(schedule?.inputs.target).to.deep.include({ arn: 'arn:queue', input: '{"go":true}' });
    expect(statementsOf(made.of(ROLE_POLICY)[0]?.inputs.policy)).to.deep.equal([
      { Effect: 'Allow', Action: ['x:Write'], Resource: 'arn:other' },
      { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'api/thing/dlq.arn' },
    ]);
    expect(made.outputs.ruleArns).to.deep.equal({ r: 'api/thing/schedule/r/target-0.arn' });
  });

  it('lets schedules put what nobody took into an encrypted queue, theirs or one of the manifest', async () => {
    const schedule = 'rate(1 day)';
    const written = { encryption: { kmsKey: 'stack' } };
    const own = await leadsTo('SQS', { schedule }, { written, keyArn: 'arn:key' });
    expect(statementsOf(own.of(ROLE_POLICY)[0]?.inputs.policy).slice(1)).to.deep.equal([
      { Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'api/thing/dlq.arn' },
      {
        Effect: 'Allow',
        Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        Resource: 'arn:key',
        Condition: { StringEquals: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' } },
      },
    ]);
    const given = await leadsTo('SQS', { schedule }, { written: { deadLetterQueue: { component: 'other' } } });
    expect(statementsOf(given.of(ROLE_POLICY)[0]?.inputs.policy).slice(1)).to.deep.equal([
      { Effect: 'Allow', Action: ['x:Write'], Resource: 'arn:other' },
    ]);
  });

  it('puts an event of its own on a bus by the clock', async () => {
    const made = await leadsTo('EventBridge', { schedule: 'rate(1 day)' }, { target: { detailType: 'Tick' } });
    expect(made.of(SCHEDULE)[0]?.inputs.target).to.deep.include({
      eventbridgeParameters: { detailType: 'Tick', source: 'shop.api' },
    });
  });

  it('lets who is bound put events, look, or change rules', async () => {
    const made = await translate(kind, componentOf(kind, {}));
    expect(await granted(made, 'connect')).to.deep.equal([]);
    expect(await granted(made, 'write')).to.deep.equal([
      { Effect: 'Allow', Action: ['events:PutEvents'], Resource: 'api/thing.arn' },
    ]);
    const [, rules] = await granted(made, 'admin');
    expect(rules?.Action).to.include('events:PutRule');
    expect(rules?.Resource).to.equal('arn:aws:events:us-east-1:000000000000:rule/shop-dev-api-thing-abc123/*');
    const byDefault = await translate(kind, componentOf(kind, { bus: 'default' }));
    const [, onDefault] = await granted(byDefault, 'read');
    expect(onDefault?.Resource).to.equal('arn:aws:events:us-east-1:000000000000:rule/*');
  });
});
