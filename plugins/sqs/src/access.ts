import type { AccessLevel } from 'panka/sdk';

const READ = [
  'sqs:ReceiveMessage',
  'sqs:DeleteMessage',
  'sqs:ChangeMessageVisibility',
  'sqs:GetQueueUrl',
  'sqs:GetQueueAttributes',
];
const WRITE = ['sqs:SendMessage', 'sqs:GetQueueUrl', 'sqs:GetQueueAttributes'];
const ADMIN = [...new Set([...READ, ...WRITE, 'sqs:PurgeQueue', 'sqs:StartMessageMoveTask', 'sqs:SetQueueAttributes'])];

/** IAM actions on the queue by level. Here `write` does not include `read`: a producer need not consume. */
export const QUEUE_ACTIONS: Readonly<Record<AccessLevel, readonly string[]>> = {
  connect: [],
  read: READ,
  write: WRITE,
  admin: ADMIN,
};

export const DLQ_READ = READ;
