import { ALARM_ACTIONS, asObject, SCALING_ACTIONS, uniqueActions } from '@panka/plugin-common';
import { defineKind, type JsonObject } from 'panka/sdk';
import { normalise } from './normalise.js';
import { type DynamoDbSpec, schema } from './schema.js';
import { validate } from './validate.js';

const HOURS = 730;

export default defineKind<DynamoDbSpec>({
  kind: 'DynamoDB',
  summary: 'A DynamoDB table with indexes, streams, backups and capacity',
  category: 'database',
  schema,
  stateful: true,
  dataTypes: ['aws:dynamodb/table:Table'],
  rollback: 'settings-only',
  outputs: {
    tableName: { type: 'string', description: 'Name of the table' },
    tableArn: { type: 'string', description: 'ARN of the table' },
    streamArn: { type: 'string', description: 'ARN of the stream', when: 'stream.enabled, or replicas' },
    indexNames: { type: 'array', description: 'Names of the indexes' },
  },
  access: {
    default: 'write',
    levels: {
      read: 'read items, query and scan table and indexes',
      write: 'read, put, update and delete items',
      admin: 'read and write items, change settings of the table',
    },
  },
  injects: {
    TABLE_NAME: { description: 'Name of the table' },
    STREAM_ARN: { description: 'ARN of the stream, when there is one' },
  },
  normalise,
  defaults: (environment): JsonObject =>
    environment === 'production' ? { encryption: { kmsKey: 'stack' }, deletionPolicy: 'retain' } : {},
  validate,
  needs: (spec) => [...(spec.encryption.kmsKey === 'stack' ? (['key'] as const) : []), 'alarmTopic'],
  iamActions: uniqueActions(ALARM_ACTIONS, SCALING_ACTIONS, [
    'dynamodb:CreateBackup',
    'dynamodb:CreateTable',
    'dynamodb:CreateTableReplica',
    'dynamodb:DeleteTable',
    'dynamodb:DeleteTableReplica',
    'dynamodb:DescribeBackup',
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:ListTagsOfResource',
    'dynamodb:TagResource',
    'dynamodb:UntagResource',
    'dynamodb:UpdateContinuousBackups',
    'dynamodb:UpdateTable',
    'dynamodb:UpdateTimeToLive',
    'iam:CreateServiceLinkedRole',
    'kms:CreateGrant',
    'kms:DescribeKey',
  ]),
  usage: {
    writesPerMonth: {
      description: 'Write request units a month, on demand; each is written in every region',
      items: (amount, { replicas }) => [
        { item: 'dynamodb-million-wru', quantity: (amount * (1 + replicas.length)) / 1e6 },
      ],
    },
    readsPerMonth: {
      description: 'Read request units a month, on demand',
      items: (amount) => [{ item: 'dynamodb-million-rru', quantity: amount / 1e6 }],
    },
    storageGB: {
      description: 'GB stored in one region; the others and point-in-time recovery are added',
      items: (amount, spec) => [
        { item: 'dynamodb-gb-month', quantity: amount * (1 + spec.replicas.length) },
        ...(spec.pointInTimeRecovery
          ? [{ item: 'dynamodb-pitr-gb-month', quantity: amount * (1 + spec.replicas.length) }]
          : []),
      ],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    tableName: name,
    tableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}`,
    streamArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}/stream/2025-01-01T00:00:00.000`,
    indexNames: ['StatusIndex'],
  }),
  fixedCost: (spec) => {
    if (spec.billingMode === 'PAY_PER_REQUEST') return [];
    const all = [spec, ...spec.globalSecondaryIndexes];
    const units = (field: 'readCapacity' | 'writeCapacity') =>
      all.reduce((sum, of) => sum + (of[field] ?? spec[field] ?? spec.autoscaling?.min ?? 0), 0);
    // Every region reads for itself, and all write what one does.
    const regions = 1 + spec.replicas.length;
    return [
      { item: 'dynamodb-rcu-hour', quantity: units('readCapacity') * regions * HOURS },
      { item: 'dynamodb-wcu-hour', quantity: units('writeCapacity') * regions * HOURS },
    ];
  },
  snapshots: [
    {
      type: 'aws:dynamodb/table:Table',
      call: {
        operation: 'dynamodb:CreateBackup',
        params: ({ id }, name) => ({ TableName: id, BackupName: name }),
        // AWS deletes no table of which a backup is being made.
        ready: {
          operation: 'dynamodb:DescribeBackup',
          params: (_name, made) => ({ BackupArn: asObject(made.BackupDetails).BackupArn ?? null }),
          state: (answer) => String(asObject(asObject(answer.BackupDescription).BackupDetails).BackupStatus),
          done: 'AVAILABLE',
        },
      },
    },
  ],
});
