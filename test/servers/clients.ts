import { randomUUID } from 'node:crypto';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { AwsClients } from '../../src/adapters/aws-clients/aws-clients.js';
import type { AwsSettings } from '../../src/adapters/aws-clients/aws-settings.js';

/** Credentials that no AWS would take. */
export const TEST_CREDENTIALS = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' } as const;

/** Clients onto a server of this machine. Fast to give up, so that a fault does not hold a test up. */
export function clientsOf(url: string, settings: Partial<AwsSettings> = {}): AwsClients {
  Object.assign(process.env, TEST_CREDENTIALS);
  const endpoints = { s3: url, dynamodb: url, sts: url };
  return new AwsClients({ version: '0.0.0-test', region: 'us-east-1', endpoints, ...settings });
}

/** A bucket of its own, so that suites can share a server. */
export async function newBucket(clients: AwsClients): Promise<string> {
  const Bucket = `state-${randomUUID()}`;
  await (await clients.s3()).send(new CreateBucketCommand({ Bucket }));
  return Bucket;
}

/** A lock table of its own. */
export async function newTable(clients: AwsClients): Promise<string> {
  const TableName = `locks-${randomUUID()}`;
  await (await clients.dynamodb()).send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'lockKey', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'lockKey', KeyType: 'HASH' }],
    }),
  );
  return TableName;
}
