import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, PolicyStatement } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { consumption, reference, stranger } from '../../common/test/consumption.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const TOPIC = 'aws:sns/topic:Topic';
const SUBSCRIPTION = 'aws:sns/topicSubscription:TopicSubscription';
const POLICY = 'aws:sns/topicPolicy:TopicPolicy';

const queue = (name: string) => [
  `api/${name}`,
  consumption(stranger(`api/${name}`, 'SQS'), 'connect', { outputs: { queueArn: `arn:aws:sqs:${name}` } }).provider,
];

describe('SNS translation', () => {
  it('encrypts with the key of the stack, or with that of AWS where there is none', async () => {
    const withKey = await translate(kind, componentOf(kind, {}), { keyArn: 'arn:key' });
    expect(withKey.of(TOPIC)[0]?.inputs).to.include({ kmsMasterKeyId: 'arn:key' });
    const without = await translate(kind, componentOf(kind, {}));
    expect(without.of(TOPIC)[0]?.inputs).to.include({ kmsMasterKeyId: 'alias/aws/sns' });
    expect(without.alarms).to.deep.equal(['failed']);
  });

  it('asks a queue and its dead-letter queue to let exactly this topic in', async () => {
    const subscriptions = [
      { protocol: 'sqs', component: 'orders', filterPolicy: { a: ['b'] }, deadLetterQueue: { component: 'dead' } },
    ];
    const component = componentOf(
      kind,
      { subscriptions },
      {
        references: [
          reference('api/orders', 'SQS', { path: '/subscriptions/0/component', edge: 'contributes' }),
          reference('api/dead', 'SQS', { path: '/subscriptions/0/deadLetterQueue/component', edge: 'contributes' }),
        ],
      },
    );
    const made = await translate(kind, component, { provided: Object.fromEntries([queue('orders'), queue('dead')]) });
    expect(made.of(SUBSCRIPTION)[0]?.inputs).to.deep.include({
      protocol: 'sqs',
      endpoint: 'arn:aws:sqs:orders',
      rawMessageDelivery: true,
      filterPolicy: '{"a":["b"]}',
      filterPolicyScope: 'MessageAttributes',
      redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:dead"}',
    });
    expect(made.contributed.map(({ to, type }) => [to, type])).to.deep.equal([
      ['api/orders', 'queue-policy'],
      ['api/dead', 'queue-policy'],
    ]);
    const statement = (await resolve(pulumi.output(made.contributed[0]?.value))) as PolicyStatement;
    expect(statement).to.deep.equal({
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: ['sqs:SendMessage'],
      Resource: 'arn:aws:sqs:orders',
      Condition: { ArnEquals: { 'aws:SourceArn': 'api/thing.arn' } },
    });
    expect(made.alarms).to.deep.equal(['failed', 'dlq-failed']);
  });

  it('permits itself to call the live version of a function before it subscribes', async () => {
    const path = '/subscriptions/0/component';
    const component = componentOf(
      kind,
      { subscriptions: [{ protocol: 'lambda', component: 'audit' }] },
      { references: [reference('api/audit', 'Lambda', { path, edge: 'contributes' })] },
    );
    const outputs = { functionName: 'audit', aliasArn: 'arn:audit:live' };
    const provided = { 'api/audit': consumption(stranger('api/audit', 'Lambda'), 'write', { outputs }).provider };
    const made = await translate(kind, component, { provided });
    expect(made.of('aws:lambda/permission:Permission')[0]?.inputs).to.deep.include({
      function: 'audit',
      qualifier: 'live',
      principal: 'sns.amazonaws.com',
      sourceArn: 'api/thing.arn',
    });
    expect(made.of(SUBSCRIPTION)[0]?.inputs).to.include({ endpoint: 'arn:audit:live' });
    const names = made.resources.map(({ name }) => name);
    expect(names.indexOf('api/thing/subscription-0-permission')).to.be.below(names.indexOf('api/thing/subscription-0'));
  });

  it('writes one policy, with what others added, and tells those who wait for it', async () => {
    const toldOf: unknown[] = [];
    const statement: JsonObject = {
      Effect: 'Allow',
      Action: ['sns:Publish'],
      Principal: { Service: 's3.amazonaws.com' },
    };
    const made = await translate(kind, componentOf(kind, {}), {
      contributions: [
        { from: 'api/bucket', type: 'topic-policy', value: statement },
        { from: 'api/bucket', type: 'policy-declared', value: (policy: unknown) => toldOf.push(policy) },
      ],
    });
    const { Statement } = JSON.parse(String(made.of(POLICY)[0]?.inputs.policy));
    expect(Statement[0]).to.deep.include({ Sid: 'DenyPlainText', Effect: 'Deny', Action: ['sns:Publish'] });
    expect(Statement[1]).to.deep.equal({ Resource: 'api/thing.arn', ...statement });
    expect(toldOf).to.have.length(1);
  });

  it('lets publishers publish under its key, and readers only look', async () => {
    const made = await translate(kind, componentOf(kind, {}), { keyArn: 'arn:key' });
    expect(await granted(made, 'connect')).to.deep.equal([]);
    const [write, key] = await granted(made, 'write');
    expect(write).to.deep.equal({ Effect: 'Allow', Action: ['sns:Publish'], Resource: 'api/thing.arn' });
    expect(key).to.deep.include({
      Resource: 'arn:key',
      Condition: { StringEquals: { 'kms:ViaService': 'sns.us-east-1.amazonaws.com' } },
    });
    expect(await granted(made, 'read')).to.deep.equal([
      {
        Effect: 'Allow',
        Action: ['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'],
        Resource: 'api/thing.arn',
      },
    ]);
    const [admin] = await granted(made, 'admin');
    expect(admin?.Action).to.include.members(['sns:Publish', 'sns:Subscribe', 'sns:SetTopicAttributes']);
  });
});
