import { sandboxQueues } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

const QUEUE = 'aws:sqs/queue:Queue';

/** How the sandbox simulates what this kind declares. Replacing inputs: SQS API reference, CreateQueue. */
const models: SandboxModels = {
  models: [
    ...sandboxQueues,
    {
      type: 'aws:sqs/redriveAllowPolicy:RedriveAllowPolicy',
      replaces: ['queueUrl'],
      identity: ['queueUrl'],
      onExisting: 'adopt',
    },
  ],
  api: {
    'sqs:GetQueueAttributes': (params, cloud) => {
      const queue = cloud.get(QUEUE, String(params.QueueUrl));
      if (queue === undefined) throw new Error('QueueDoesNotExist: The specified queue does not exist.');
      return {
        Attributes: {
          QueueArn: queue.outputs.arn ?? null,
          VisibilityTimeout: String(queue.inputs.visibilityTimeoutSeconds ?? 30),
          ApproximateNumberOfMessages: '0',
        },
      };
    },
  },
};
export default models;
