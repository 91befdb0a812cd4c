import type { ResourceModel } from 'panka/sdk';

const QUEUE = 'aws:sqs/queue:Queue';

/** Queues of SQS in the sandbox, for every kind that makes one: spread it into `models`. Replacing inputs: SQS API reference, CreateQueue. */
export const sandboxQueues: readonly ResourceModel[] = [
  {
    type: QUEUE,
    replaces: ['name', 'fifoQueue'],
    identity: ['name'],
    id: (made) => `https://sqs.${made.region}.amazonaws.com/${made.account}/${made.inputs.name}`,
    arn: 'arn:{partition}:sqs:{region}:{account}:{name}',
    computed: (made) => ({ url: made.id }),
    onExisting: 'adopt',
  },
  { type: 'aws:sqs/queuePolicy:QueuePolicy', replaces: ['queueUrl'], identity: ['queueUrl'], onExisting: 'adopt' },
];
