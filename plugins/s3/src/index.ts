import { ROLE_ACTIONS, ROLE_POLICY_ACTIONS } from '@panka/plugin-common';
import { defineKind, type JsonObject, type Reference } from 'panka/sdk';
import { normalise } from './normalise.js';
import { type S3Spec, schema } from './schema.js';
import { validate } from './validate.js';

export default defineKind<S3Spec>({
  kind: 'S3',
  summary: 'An S3 bucket: private, encrypted, versioned, TLS only',
  category: 'storage',
  schema,
  stateful: true,
  dataTypes: ['aws:s3/bucket:Bucket'],
  rollback: 'settings-only',
  outputs: {
    bucketName: { type: 'string', description: 'Name of the bucket' },
    bucketArn: { type: 'string', description: 'ARN of the bucket' },
    bucketDomainName: { type: 'string', description: 'Global host name of the bucket' },
    bucketRegionalDomainName: { type: 'string', description: 'Host name of the bucket in its region' },
    region: { type: 'string', description: 'Region of the bucket' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'read and list objects',
      write: 'read, list, put and delete objects',
      admin: 'read, put and delete objects and their versions, change lifecycle and cors',
    },
  },
  injects: { BUCKET: { description: 'Name of the bucket' } },
  normalise,
  defaults: (environment): JsonObject => (environment === 'production' ? { deletionPolicy: 'retain' } : {}),
  validate,
  references: (spec) => [...notificationTargets(spec), ...logTarget(spec), ...replicationTarget(spec)],
  needs: ({ encryption }) =>
    encryption.algorithm === 'aws:kms' && (encryption.kmsKeyId ?? 'stack') === 'stack' ? ['key'] : [],
  iamActions: [
    ...ROLE_ACTIONS,
    ...ROLE_POLICY_ACTIONS,
    'lambda:AddPermission',
    'lambda:GetPolicy',
    'lambda:RemovePermission',
    's3:CreateBucket',
    's3:DeleteBucket',
    's3:DeleteBucketPolicy',
    's3:GetAccelerateConfiguration',
    's3:GetBucketAcl',
    's3:GetBucketCORS',
    's3:GetBucketLogging',
    's3:GetBucketNotification',
    's3:GetBucketObjectLockConfiguration',
    's3:GetBucketOwnershipControls',
    's3:GetBucketPolicy',
    's3:GetBucketPublicAccessBlock',
    's3:GetBucketRequestPayment',
    's3:GetBucketTagging',
    's3:GetBucketVersioning',
    's3:GetBucketWebsite',
    's3:GetEncryptionConfiguration',
    's3:GetLifecycleConfiguration',
    's3:GetReplicationConfiguration',
    's3:ListBucket',
    's3:PutBucketCORS',
    's3:PutBucketLogging',
    's3:PutBucketNotification',
    's3:PutBucketObjectLockConfiguration',
    's3:PutBucketOwnershipControls',
    's3:PutBucketPolicy',
    's3:PutBucketPublicAccessBlock',
    's3:PutBucketTagging',
    's3:PutBucketVersioning',
    's3:PutEncryptionConfiguration',
    's3:PutLifecycleConfiguration',
    's3:PutReplicationConfiguration',
  ],
  usage: {
    storageGB: {
      description: 'GB stored',
      items: (amount) => [{ item: 's3-standard-gb-month', quantity: amount }],
    },
    putsPerMonth: {
      description: 'PUT, COPY, POST and LIST requests a month',
      items: (amount) => [{ item: 's3-thousand-puts', quantity: amount / 1e3 }],
    },
    getsPerMonth: {
      description: 'GET requests a month',
      items: (amount) => [{ item: 's3-ten-thousand-gets', quantity: amount / 1e4 }],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    bucketName: name,
    bucketArn: `arn:aws:s3:::${name}`,
    bucketDomainName: `${name}.s3.amazonaws.com`,
    bucketRegionalDomainName: `${name}.s3.us-east-1.amazonaws.com`,
    region: 'us-east-1',
  }),
});

/** AWS checks at once that the target may be told, so its policy must be finished first. */
function notificationTargets(spec: S3Spec): Reference[] {
  return spec.notifications.map(({ target }, i) => ({
    component: target.component,
    path: `/notifications/${i}/target/component`,
    edge: 'contributes',
    reason: 'notification',
    kinds: ['SQS', 'SNS', 'Lambda'],
  }));
}

function logTarget(spec: S3Spec): Reference[] {
  const component = spec.accessLogs?.component;
  if (component === undefined) return [];
  return [{ component, path: '/accessLogs/component', edge: 'contributes', reason: 'accessLogs', kinds: ['S3'] }];
}

function replicationTarget(spec: S3Spec): Reference[] {
  const component = spec.replication?.component;
  if (component === undefined) return [];
  return [{ component, path: '/replication/component', edge: 'needs', reason: 'replication', kinds: ['S3'] }];
}
