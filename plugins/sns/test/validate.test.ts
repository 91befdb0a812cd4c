import { expect } from 'chai';
import type { ApplicationView, JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const check = (spec: JsonObject) => told(findings(kind, spec));
const subscription = (written: JsonObject, more: JsonObject = {}) => check({ ...more, subscriptions: [written] });

describe('SNS validation', () => {
  it('accepts the smallest topic of either type', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ fifoTopic: true, contentBasedDeduplication: false })).to.deep.equal([]);
  });

  it('lets fifo topics deliver to queues only', () => {
    expect(subscription({ protocol: 'email', endpoint: 'a@example.com' }, { fifoTopic: true })).to.deep.equal([
      'PANKA-SNS-001 fifo topics take only sqs subscriptions, and a fifo (or standard) queue; subscriptions[0] is email',
    ]);
  });

  it('refuses endpoints without TLS, and says what to write', () => {
    const [finding] = findings(kind, { subscriptions: [{ protocol: 'https', endpoint: 'http://example.com/in' }] });
    expect(finding).to.deep.equal({
      code: 'PANKA-SNS-002',
      severity: 'error',
      path: '/subscriptions/0/endpoint',
      message: 'http endpoint "http://example.com/in" refused, use https',
      suggestion: 'endpoint: https://example.com/in',
    });
  });

  it('adds .fifo itself', () => {
    expect(check({ name: 'news.fifo' })).to.deep.equal([
      'PANKA-SNS-003 name "news.fifo" ends with .fifo but fifoTopic is false',
    ]);
    expect(check({ name: 'news.fifo', fifoTopic: true })).to.deep.equal([
      'PANKA-SNS-003 fifoTopic: panka adds .fifo; leave it out of name "news.fifo"',
    ]);
  });

  it('refuses fields of fifo topics elsewhere', () => {
    expect(check({ contentBasedDeduplication: true })).to.deep.equal([
      'PANKA-SNS-004 contentBasedDeduplication needs fifoTopic: true',
    ]);
  });

  it('wants the endpoint that fits the protocol', () => {
    expect(subscription({ protocol: 'email' })).to.deep.equal([
      'PANKA-SNS-005 subscriptions[0]: email needs an endpoint',
    ]);
    expect(subscription({ protocol: 'sqs' })).to.deep.equal([
      'PANKA-SNS-005 subscriptions[0]: sqs needs exactly one of component, endpoint',
    ]);
    expect(subscription({ protocol: 'sms', component: 'phones' })).to.deep.equal([
      'PANKA-SNS-005 subscriptions[0]: sms takes an endpoint, not a component',
    ]);
    expect(subscription({ protocol: 'sms', endpoint: '600000000' })).to.deep.equal([
      'PANKA-SNS-005 subscriptions[0]: endpoint "600000000" of sms must be a phone number such as +34600000000',
    ]);
  });

  it('knows who takes messages without an envelope', () => {
    expect(subscription({ protocol: 'sms', endpoint: '+34600000000', rawMessageDelivery: true })).to.deep.equal([
      'PANKA-SNS-006 subscriptions[0]: sms has no raw delivery; only sqs, https, firehose have it',
    ]);
  });

  it('keeps fifo and standard apart', () => {
    const queue = stranger('api/q', 'SQS', { type: 'fifo' });
    const dead = stranger('api/dead', 'SQS', { type: 'standard' });
    const inView = (spec: JsonObject) => {
      const topic = componentOf(kind, spec);
      return told(kind.validate?.(topic, viewOf([topic, queue, dead])) ?? []);
    };
    expect(inView({ subscriptions: [{ protocol: 'sqs', component: 'q' }] })).to.deep.equal([
      'PANKA-SNS-007 queue q is fifo; only a fifo topic can deliver to it',
    ]);
    const subscriptions = [{ protocol: 'sqs', component: 'q', deadLetterQueue: { component: 'dead' } }];
    expect(inView({ fifoTopic: true, subscriptions })).to.deep.equal([
      'PANKA-SNS-007 the dead-letter queue of a fifo topic must be fifo',
    ]);
  });

  it('finds an endpoint that is subscribed twice', () => {
    const twice = { protocol: 'email', endpoint: 'a@example.com' };
    expect(check({ subscriptions: [twice, twice] })).to.deep.equal([
      'PANKA-SNS-008 email a@example.com is subscribed twice',
    ]);
  });

  it('knows who cannot publish under the key of AWS', () => {
    const topic = componentOf(kind, {});
    const bucket = stranger('api/media', 'S3');
    const notifies = reference(topic.address, 'SNS', {
      path: '/notifications/0/target/component',
      edge: 'contributes',
    });
    const view: ApplicationView = {
      ...viewOf([topic, bucket], { defaults: { encryption: { key: 'aws-managed' } } }),
      referencesTo: () => [{ from: bucket, reference: notifies }],
    };
    expect(told(kind.validate?.(topic, view) ?? [])).to.deep.equal([
      'PANKA-SNS-009 S3 api/media cannot publish under the key of AWS for SNS; give the ARN of a key that lets it',
    ]);
  });
});
