import { expect } from 'chai';
import type { AwsApi, Json, JsonObject } from 'panka/sdk';
import { snsModels } from '../../../src/adapters/sandbox-cloud/models/sns.js';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const TOPIC = 'aws:sns/topic:Topic';
const SUBSCRIPTION = 'aws:sns/topicSubscription:TopicSubscription';
const component = componentOf(kind, {});
/** Topics are simulated by Panka itself: the kind with those models. */
const simulated = { ...kind, sandbox: async () => ({ default: snsModels }) };

describe('SNS verification', () => {
  const cloudOf = () => TinyCloud.of(simulated);

  it('waits for the topic', async () => {
    const cloud = await cloudOf();
    const outputs = { topicArn: 'arn:aws:sns:us-east-1:000000000000:news' };
    expect((await cloud.verify(kind, component, outputs)).status).to.equal('pending');
    cloud.create(TOPIC, { name: 'news' });
    expect((await cloud.verify(kind, component, outputs)).status).to.equal('healthy');
  });

  it('says who has to confirm, and does not wait for people', async () => {
    const cloud = await cloudOf();
    const topic = cloud.create(TOPIC, { name: 'news' });
    cloud.create(SUBSCRIPTION, { topic: topic.id, protocol: 'email', endpoint: 'alerts@example.com' });
    const seen = await cloud.verify(kind, component, { topicArn: topic.id });
    expect(seen.status).to.equal('degraded');
    expect(seen.checks[1]).to.deep.equal({
      name: 'sns:GetSubscriptionAttributes email subscription alerts@example.com',
      ok: true,
      detail: 'email subscription alerts@example.com waits for confirmation',
    });
  });

  it('waits for what AWS confirms by itself', async () => {
    const cloud = await cloudOf();
    const topic = cloud.create(TOPIC, { name: 'news' });
    cloud.create(SUBSCRIPTION, { topic: topic.id, protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:000000000000:q' });
    const pending: AwsApi = {
      call: async (operation, params: JsonObject): Promise<Json> =>
        operation === 'sns:GetSubscriptionAttributes'
          ? { Attributes: { PendingConfirmation: 'true' } }
          : cloud.call(operation, params),
    };
    expect((await cloud.verify(kind, component, { topicArn: topic.id }, pending)).status).to.equal('pending');
    expect((await cloud.verify(kind, component, { topicArn: topic.id })).status).to.equal('healthy');
  });
});

describe('SNS in the sandbox', () => {
  const modelOf = (type: string) => snsModels.models.find((model) => model.type === type);

  it('replaces a topic by its name and order, a subscription by who gets what', () => {
    expect(modelOf(TOPIC)?.replaces).to.include.members(['name', 'fifoTopic']);
    expect(modelOf(SUBSCRIPTION)?.replaces).to.deep.equal(['topic', 'protocol', 'endpoint']);
  });

  it('refuses a fifo queue behind a standard topic, and anything but queues behind a fifo topic', async () => {
    const cloud = await TinyCloud.of(simulated);
    const standard = cloud.create(TOPIC, { name: 'news' });
    const fifo = cloud.create(TOPIC, { name: 'ledger.fifo', fifoTopic: true });
    const queue = { protocol: 'sqs', endpoint: 'arn:aws:sqs:us-east-1:000000000000:q.fifo' };
    expect(() => cloud.create(SUBSCRIPTION, { topic: standard.id, ...queue })).to.throw(/can not be subscribed/);
    expect(() => cloud.create(SUBSCRIPTION, { topic: fifo.id, ...queue })).not.to.throw();
    const mail = { topic: fifo.id, protocol: 'email', endpoint: 'a@example.com' };
    expect(() => cloud.create(SUBSCRIPTION, mail)).to.throw(/FIFO topics deliver to SQS queues only/);
  });
});
