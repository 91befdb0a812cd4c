import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { type DeployedStack, type Written, withStack } from '../../common/test/deployed-stack.js';
import lambda from '../../lambda/src/index.js';
import s3 from '../../s3/src/index.js';
import sns from '../../sns/src/index.js';
import sqs from '../../sqs/src/index.js';
import kind from '../src/index.js';

const QUEUE_POLICY = 'aws:sqs/queuePolicy:QueuePolicy';
const TOPIC_POLICY = 'aws:sns/topicPolicy:TopicPolicy';
const FUNCTION = {
  runtime: 'nodejs22.x',
  handler: 'index.handler',
  code: { zipFile: "exports.handler = async () => 'ok';" },
};

const queue: Written = ['SQS', 'api/jobs', { deadLetterQueue: { enabled: false } }];
const topic: Written = ['SNS', 'api/news', { subscriptions: [{ protocol: 'sqs', component: 'jobs' }] }];
const bucket: Written = [
  'S3',
  'api/media',
  { notifications: [{ events: ['s3:ObjectCreated:*'], target: { component: 'news' } }] },
];
const bus = (targets: readonly JsonObject[]): Written => [
  'EventBridge',
  'api/events',
  { rules: [{ name: 'made', pattern: { source: ['shop'] }, targets: [...targets] }] },
];

/** Who is let in by the policies of a type: service and the resource that it comes from. */
async function letIn(stack: DeployedStack, type: string): Promise<readonly string[]> {
  const allowed = (await stack.statements(type)).filter(({ Effect }) => Effect === 'Allow');
  return allowed.map(({ Principal, Condition }) => {
    const { Service } = Principal as { Service: string };
    if (Condition === undefined) return Service;
    const { ArnEquals } = Condition as { ArnEquals: { 'aws:SourceArn': string | string[] } };
    const source = [ArnEquals['aws:SourceArn']].flat().map((arn) => arn.replace(/^.*(topic|rule|bucket)?[:/]/, ''));
    return `${Service} ${source.join(' ').replaceAll(/-[0-9a-f]{6}\b/g, '')}`;
  });
}

describe('EventBridge, SNS, S3 and SQS in one stack', () => {
  it('write one policy for each queue and topic, of which everyone who sends is a part', async () => {
    await withStack([kind, sns, sqs, s3] as never, async (stack) => {
      const all = [queue, topic, bucket, bus([{ component: 'jobs' }, { component: 'news' }])];
      expect((await stack.apply(all)).status).to.equal('succeeded');
      expect(await letIn(stack, TOPIC_POLICY)).to.have.members([
        'events.amazonaws.com',
        's3.amazonaws.com shop-development-api-media',
      ]);
      expect(await letIn(stack, QUEUE_POLICY)).to.have.members([
        'sns.amazonaws.com shop-development-api-news',
        'events.amazonaws.com shop-development-api-events-made',
        'events.amazonaws.com shop-development-api-events-made',
      ]);
      expect((await stack.apply(all)).status).to.equal('nothing-to-do');

      expect((await stack.apply([queue, topic, bucket])).status).to.equal('succeeded');
      expect(await letIn(stack, TOPIC_POLICY)).to.deep.equal(['s3.amazonaws.com shop-development-api-media']);
      expect(await letIn(stack, QUEUE_POLICY)).to.deep.equal(['sns.amazonaws.com shop-development-api-news']);
    });
  });
});

describe('EventBridge, SNS and Lambda in one stack', () => {
  it('call a function from either side: as a target and subscriber, or as its trigger', async () => {
    await withStack([kind, sns, lambda] as never, async (stack) => {
      const triggers: readonly JsonObject[] = [
        { type: 'sns', source: { component: 'news' }, pattern: { kind: ['order'] } },
        { type: 'eventbridge', source: { component: 'events' }, pattern: { source: ['shop'] } },
      ];
      const outcome = await stack.apply([
        ['Lambda', 'api/called', FUNCTION],
        ['SNS', 'api/alerts', { subscriptions: [{ protocol: 'lambda', component: 'called' }] }],
        ['SNS', 'api/news', {}],
        bus([{ component: 'called' }]),
        ['Lambda', 'api/calling', { ...FUNCTION, triggers }],
      ]);
      expect(outcome.status, outcome.errors.map(({ message }) => message).join()).to.equal('succeeded');
      const permitted = await stack.of('aws:lambda/permission:Permission');
      expect(permitted.map(({ inputs }) => (inputs as { principal: string }).principal).sort()).to.deep.equal([
        'events.amazonaws.com',
        'events.amazonaws.com',
        'sns.amazonaws.com',
        'sns.amazonaws.com',
      ]);
      const rules = await stack.of('aws:cloudwatch/eventRule:EventRule');
      const buses = new Set(rules.map(({ inputs }) => (inputs as { eventBusName: string }).eventBusName));
      expect(buses.size, 'one bus for both rules').to.equal(1);
    });
  });
});
