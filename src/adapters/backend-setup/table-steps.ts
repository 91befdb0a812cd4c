import type { DynamoDBClient, TableDescription } from '@aws-sdk/client-dynamodb';
import type { SetupStep } from '../../core/backend/setup-step.js';
import { ifThere, missing, refused, there } from './looked.js';

export interface TableRequest {
  readonly client: () => Promise<DynamoDBClient>;
  readonly table: string;
  readonly tags: Readonly<Record<string, string>>;
}

const KEY = 'lockKey';
const TTL = 'expiresAt';
const WAIT_SECONDS = 120;

type Step = Pick<SetupStep, 'look' | 'make'>;

/** A table for locks: on demand, expired items removed, restorable, not deletable by mistake. */
export function tableSteps(request: TableRequest): SetupStep[] {
  const of = `table ${request.table}`;
  return [
    { of, name: 'exists', ...exists(request) },
    { of, name: 'TTL', ...timeToLive(request) },
    { of, name: 'point-in-time recovery', ...recovery(request) },
    { of, name: 'deletion protection', ...protection(request) },
    { of, name: 'tags', ...tagging(request) },
  ];
}

async function describe({ client, table }: TableRequest): Promise<TableDescription | undefined> {
  const { DescribeTableCommand } = await import('@aws-sdk/client-dynamodb');
  const call = (await client()).send(new DescribeTableCommand({ TableName: table }));
  return (await ifThere(call, 'ResourceNotFoundException'))?.Table;
}

function exists(request: TableRequest): Step {
  const { client, table } = request;
  return {
    async look() {
      const found = await describe(request);
      if (!found) return missing('not there; it would be made on demand');
      const hash = found.KeySchema?.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');
      if (hash !== `${KEY} HASH`)
        return refused(`its key is ${hash}, not ${KEY}`, 'give the name of another table: --table');
      return there(
        found.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST' ? 'on demand' : 'with provisioned capacity',
      );
    },
    async make() {
      const { CreateTableCommand, waitUntilTableExists } = await import('@aws-sdk/client-dynamodb');
      const dynamodb = await client();
      await dynamodb.send(
        new CreateTableCommand({
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: KEY, AttributeType: 'S' }],
          KeySchema: [{ AttributeName: KEY, KeyType: 'HASH' }],
          DeletionProtectionEnabled: true,
        }),
      );
      await waitUntilTableExists({ client: dynamodb, maxWaitTime: WAIT_SECONDS }, { TableName: table });
    },
  };
}

function timeToLive({ client, table }: TableRequest): Step {
  return {
    async look() {
      const { DescribeTimeToLiveCommand } = await import('@aws-sdk/client-dynamodb');
      const { TimeToLiveDescription: found } = await (await client()).send(
        new DescribeTimeToLiveCommand({ TableName: table }),
      );
      const on = found?.TimeToLiveStatus === 'ENABLED' || found?.TimeToLiveStatus === 'ENABLING';
      if (on && found?.AttributeName === TTL) return there(`on ${TTL}`);
      if (on)
        return refused(
          `on ${found?.AttributeName}, not on ${TTL}`,
          'switch it off first: DynamoDB changes it once an hour',
        );
      return missing('off');
    },
    async make() {
      const { UpdateTimeToLiveCommand } = await import('@aws-sdk/client-dynamodb');
      const TimeToLiveSpecification = { AttributeName: TTL, Enabled: true };
      await (await client()).send(new UpdateTimeToLiveCommand({ TableName: table, TimeToLiveSpecification }));
    },
  };
}

function recovery({ client, table }: TableRequest): Step {
  return {
    async look() {
      const { DescribeContinuousBackupsCommand } = await import('@aws-sdk/client-dynamodb');
      const found = await (await client()).send(new DescribeContinuousBackupsCommand({ TableName: table }));
      const status = found.ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus;
      return status === 'ENABLED' ? there('on') : missing('off');
    },
    async make() {
      const { UpdateContinuousBackupsCommand } = await import('@aws-sdk/client-dynamodb');
      const PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: true };
      await (await client()).send(
        new UpdateContinuousBackupsCommand({ TableName: table, PointInTimeRecoverySpecification }),
      );
    },
  };
}

function protection(request: TableRequest): Step {
  const { client, table } = request;
  return {
    async look() {
      const found = await describe(request);
      return found?.DeletionProtectionEnabled === true ? there('on') : missing('off');
    },
    async make() {
      const { UpdateTableCommand } = await import('@aws-sdk/client-dynamodb');
      await (await client()).send(new UpdateTableCommand({ TableName: table, DeletionProtectionEnabled: true }));
    },
  };
}

function tagging(request: TableRequest): Step {
  const { client, tags } = request;
  return {
    async look() {
      const { ListTagsOfResourceCommand } = await import('@aws-sdk/client-dynamodb');
      const found = await describe(request);
      const { Tags = [] } = await (await client()).send(
        new ListTagsOfResourceCommand({ ResourceArn: found?.TableArn }),
      );
      const absent = Object.keys(tags).filter((key) => !Tags.some((tag) => tag.Key === key && tag.Value === tags[key]));
      return absent.length === 0 ? there(`${Tags.length}`) : missing(`without ${absent.join(', ')}`);
    },
    async make() {
      const { TagResourceCommand } = await import('@aws-sdk/client-dynamodb');
      const found = await describe(request);
      const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await (await client()).send(new TagResourceCommand({ ResourceArn: found?.TableArn, Tags }));
    },
  };
}
