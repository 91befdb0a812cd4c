import { expect } from 'chai';
import { SandboxAwsApi } from '../../../src/adapters/sandbox-cloud/sandbox-aws-api.js';
import type { JsonObject } from '../../../src/sdk/json.js';
import type { SandboxModels } from '../../../src/sdk/sandbox.js';
import { exampleModels, QUEUE } from './example-models.js';
import { failureOf, removeFolders, Sandbox } from './sandbox-fixture.js';

const plugin: SandboxModels = {
  ...exampleModels,
  api: {
    'sqs:GetQueueAttributes': ({ QueueUrl }, cloud) => {
      const queue = cloud.get(QUEUE, String(QueueUrl));
      if (queue === undefined) throw new Error('AWS.SimpleQueueService.NonExistentQueue: The queue does not exist.');
      return { Attributes: { QueueArn: queue.outputs.arn ?? null } };
    },
    'sqs:Broken': () => (undefined as unknown as { x: { y: null } }).x.y,
  },
};

describe('API calls in the sandbox', () => {
  after(removeFolders);
  const cloud = new Sandbox({ models: [plugin] });
  const api = new SandboxAwsApi({ store: cloud.store, models: [plugin], account: '111122223333' });

  it('are answered by the handlers of the models from what is in the cloud', async () => {
    const made = await cloud.create(QUEUE, 'orders', { name: 'orders' });
    expect(await api.call('sqs:GetQueueAttributes', { QueueUrl: made.id })).to.deep.equal({
      Attributes: { QueueArn: 'arn:aws:sqs:us-east-1:000000000000:orders' },
    });
    expect((await api.call('sts:GetCallerIdentity', {})) as JsonObject).to.include({ Account: '111122223333' });
  });

  it('fail with the name and code that the AWS SDK would give', async () => {
    const error = await failureOf(api.call('sqs:GetQueueAttributes', { QueueUrl: 'nowhere' }));
    expect(error).to.include({
      name: 'AWS.SimpleQueueService.NonExistentQueue',
      code: 'AWS.SimpleQueueService.NonExistentQueue',
      message: 'sqs:GetQueueAttributes: AWS.SimpleQueueService.NonExistentQueue: The queue does not exist.',
    });
  });

  it('let a fault of a handler through as it is', async () => {
    expect(await failureOf(api.call('sqs:Broken', {}))).to.be.instanceOf(TypeError);
  });

  it('say which there are of the service when one is unknown', async () => {
    const error = await failureOf(api.call('sqs:PurgeQueue', {}));
    expect(error.code).to.equal('SandboxUnknownOperation');
    expect(error.message).to.contain('sqs:GetQueueAttributes').and.not.contain('iam:');
  });
});
