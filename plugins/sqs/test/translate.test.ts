import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { componentOf } from '../../common/test/component.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const QUEUE = 'aws:sqs/queue:Queue';
const POLICY = 'aws:sqs/queuePolicy:QueuePolicy';

describe('SQS translation', () => {
  it('declares the queue, its dead-letter queue, and who may move messages there', async () => {
    const made = await translate(kind, componentOf(kind, { visibilityTimeout: 60 }));
    const [dlq, queue] = made.of(QUEUE);
    expect([dlq?.name, queue?.name]).to.deep.equal(['api/thing/dlq', 'api/thing']);
    expect(queue?.inputs).to.include({ visibilityTimeoutSeconds: 60, sqsManagedSseEnabled: true });
    expect(JSON.parse(String(queue?.inputs.redrivePolicy))).to.deep.equal({
      deadLetterTargetArn: 'api/thing/dlq.arn',
      maxReceiveCount: 3,
    });
    expect(made.of('aws:sqs/redriveAllowPolicy:RedriveAllowPolicy')).to.have.length(1);
    expect(made.alarms).to.deep.equal(['oldest-message', 'dlq-visible']);
  });

  it('encrypts with a key of SQS or of a customer, never both', async () => {
    const component = componentOf(kind, { encryption: { kmsKey: 'stack' }, deadLetterQueue: { enabled: false } });
    const made = await translate(kind, component, { keyArn: 'arn:key' });
    expect(made.of(QUEUE)[0]?.inputs)
      .to.include({ kmsMasterKeyId: 'arn:key' })
      .and.not.have.property('sqsManagedSseEnabled');
    expect(made.outputs).not.to.have.property('dlqUrl');
  });

  it('counts throughput per queue where duplicates are looked for in the whole queue', async () => {
    const made = await translate(kind, componentOf(kind, { type: 'fifo', deduplicationScope: 'queue' }));
    expect(made.of(QUEUE)[1]?.inputs).to.include({ deduplicationScope: 'queue', fifoThroughputLimit: 'perQueue' });
  });

  it('gives the dead-letter queue room for the largest message', async () => {
    const made = await translate(kind, componentOf(kind, { maxMessageSize: 1_048_576 }));
    expect(made.of(QUEUE).map(({ inputs }) => inputs.maxMessageSize)).to.deep.equal([1_048_576, 1_048_576]);
  });

  it('writes one policy, with what others added, and tells those who wait for it', async () => {
    const told: unknown[] = [];
    const made = await translate(kind, componentOf(kind, {}), {
      contributions: [
        {
          from: 'api/bucket',
          type: 'queue-policy',
          value: { Effect: 'Allow', Action: ['sqs:SendMessage'], Principal: '*' },
        },
        { from: 'api/bucket', type: 'policy-declared', value: (policy: unknown) => told.push(policy) },
      ],
    });
    const policy = made.of(POLICY).find(({ name }) => name === 'api/thing/policy');
    const { Statement } = JSON.parse(String(policy?.inputs.policy));
    expect(Statement[0]).to.include({ Sid: 'DenyPlainText', Effect: 'Deny' });
    expect(Statement[1]).to.include({ Resource: 'api/thing.arn' });
    expect(told).to.have.length(1);
  });

  it('refuses plain text on the dead-letter queue too, whatever others added to the queue', async () => {
    const value = { Effect: 'Allow', Action: ['sqs:SendMessage'], Principal: '*' };
    const contributions = [{ from: 'api/bucket', type: 'queue-policy', value }];
    const made = await translate(kind, componentOf(kind, {}), { contributions });
    const policy = made.of(POLICY).find(({ name }) => name === 'api/thing/dlq-policy');
    const { Statement } = JSON.parse(String(policy?.inputs.policy));
    expect(policy?.inputs.queueUrl).to.equal('api/thing/dlq.url');
    expect(Statement).to.have.length(1);
    expect(Statement[0]).to.include({ Sid: 'DenyPlainText', Effect: 'Deny', Resource: 'api/thing/dlq.arn' });
  });

  it('lets producers send, consumers receive, and admins do both', async () => {
    const made = await translate(kind, componentOf(kind, { encryption: { kmsKey: 'stack' } }), { keyArn: 'arn:key' });
    expect(await granted(made, 'connect')).to.deep.equal([]);
    const [write, key] = await granted(made, 'write');
    expect(write?.Action).to.deep.equal(['sqs:SendMessage', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes']);
    expect(key?.Resource).to.equal('arn:key');
    const [read] = await granted(made, 'read');
    expect(read?.Action).to.include('sqs:ReceiveMessage').and.not.include('sqs:SendMessage');
    const [admin, dlq] = await granted(made, 'admin');
    expect(admin?.Action).to.include.members(['sqs:SendMessage', 'sqs:ReceiveMessage', 'sqs:PurgeQueue']);
    expect(dlq?.Resource).to.equal('api/thing/dlq.arn');
  });

  it('tells only admins of the dead-letter queue', async () => {
    const made = await translate(kind, componentOf(kind, {}));
    const variables = made.translation.provides?.variables;
    expect(await resolve(pulumi.output(variables?.('write')))).to.deep.equal({ QUEUE_URL: 'api/thing.url' });
    expect(await resolve(pulumi.output(variables?.('admin')))).to.deep.equal({
      QUEUE_URL: 'api/thing.url',
      DLQ_URL: 'api/thing/dlq.url',
    });
  });
});
