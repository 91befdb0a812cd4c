import { asObject, asObjects, sandboxAppAutoscaling } from '@panka/plugin-common';
import type { JsonObject, MadeResource, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';

/** No Pulumi type: backups are made by a call, and outlive their table. */
const BACKUP = 'aws:dynamodb/backup:Backup';
const TABLE = 'aws:dynamodb/table:Table';

/** How the sandbox simulates what this kind declares. Replacing inputs: DynamoDB API reference, CreateTable. */
const models: SandboxModels = {
  models: [
    {
      type: TABLE,
      replaces: ['name', 'hashKey', 'rangeKey', 'localSecondaryIndexes', 'importTable'],
      identity: ['name'],
      arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{name}',
      defaults: { billingMode: 'PROVISIONED', tableClass: 'STANDARD', streamEnabled: false },
      computed: stream,
      refuses: (made) => refusal(made.inputs),
      refusesDelete: (table) =>
        table.inputs.deletionProtectionEnabled === true
          ? 'ValidationException: Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.'
          : undefined,
    },
    {
      type: 'aws:dynamodb/tableReplica:TableReplica',
      replaces: ['globalTableArn', 'kmsKeyArn', 'region'],
      identity: ['globalTableArn', 'region'],
      id: ({ inputs }) => `${nameIn(inputs)}:${String(inputs.region)}`,
      computed: ({ partition, account, inputs }) => ({
        arn: `arn:${partition}:dynamodb:${String(inputs.region)}:${account}:table/${nameIn(inputs)}`,
      }),
      refuses: ({ inputs }, cloud) => replicaRefusal(inputs, cloud),
    },
    ...sandboxAppAutoscaling,
  ],
  api: {
    'dynamodb:DescribeTable': (params, cloud) => {
      const table = find(cloud, params);
      const status = table.outputs.tableStatus ?? 'ACTIVE';
      return {
        Table: {
          TableName: table.id,
          TableArn: table.outputs.arn ?? null,
          TableStatus: status,
          GlobalSecondaryIndexes: asObjects(table.inputs.globalSecondaryIndexes).map((index) => ({
            IndexName: index.name ?? null,
            IndexStatus: status,
          })),
        },
      };
    },
    'dynamodb:CreateBackup': (params, cloud) => {
      const table = findForBackup(cloud, params);
      const id = `${String(table.outputs.arn)}/backup/${String(params.BackupName)}`;
      const details = { BackupArn: id, BackupName: params.BackupName ?? null, BackupStatus: 'AVAILABLE' };
      cloud.put?.({ type: BACKUP, id, inputs: { TableName: table.id }, outputs: details });
      return { BackupDetails: details };
    },
    'dynamodb:DescribeBackup': (params, cloud) => {
      const backup = cloud.get(BACKUP, String(params.BackupArn));
      if (backup === undefined)
        throw new Error(`BackupNotFoundException: Backup not found: ${String(params.BackupArn)}`);
      return { BackupDescription: { BackupDetails: backup.outputs } };
    },
    'dynamodb:DescribeContinuousBackups': (params, cloud) => {
      const enabled = asObject(findForBackup(cloud, params).inputs.pointInTimeRecovery).enabled === true;
      return {
        ContinuousBackupsDescription: {
          ContinuousBackupsStatus: 'ENABLED',
          PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: enabled ? 'ENABLED' : 'DISABLED' },
        },
      };
    },
  },
};
export default models;

/** A stream's ARN ends with the time at which it was turned on; here that time is made from the table's identity. */
function stream(made: MadeResource): JsonObject {
  if (made.inputs.streamEnabled !== true) return { streamArn: '', streamLabel: '' };
  const label = `2025-01-01T00:00:00.${String(Number.parseInt(made.hex(4), 16) % 1000).padStart(3, '0')}`;
  return { streamArn: `${made.arn}/stream/${label}`, streamLabel: label };
}

function refusal(inputs: JsonObject): string | undefined {
  const defined = asObjects(inputs.attributes).map((attribute) => String(attribute.name));
  const keys = new Set([
    ...[inputs.hashKey, inputs.rangeKey].filter((k) => typeof k === 'string'),
    ...asObjects(inputs.localSecondaryIndexes).map((index) => String(index.rangeKey)),
    ...asObjects(inputs.globalSecondaryIndexes).flatMap((index) =>
      asObjects(index.keySchemas).map((key) => String(key.attributeName)),
    ),
  ]);
  const missing = [...keys].find((key) => !defined.includes(String(key)));
  if (missing !== undefined)
    return `ValidationException: One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Key: ${missing}`;
  if (defined.some((name) => !keys.has(name)))
    return 'ValidationException: One or more parameter values were invalid: Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions';
  if (
    inputs.billingMode !== 'PAY_PER_REQUEST' &&
    (inputs.readCapacity === undefined || inputs.writeCapacity === undefined)
  )
    return 'ValidationException: No provisioned throughput specified for the table';
  return undefined;
}

function nameIn({ globalTableArn }: JsonObject): string {
  return String(globalTableArn).split('/').at(-1) ?? '';
}

/** Source: DynamoDB developer guide, "Global tables: requirements". */
function replicaRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const table = cloud.get(TABLE, nameIn(inputs));
  if (table === undefined) return `TableNotFoundException: Table not found: ${nameIn(inputs)}`;
  if (table.inputs.streamViewType !== 'NEW_AND_OLD_IMAGES')
    return 'ValidationException: Table must have stream of NEW_AND_OLD_IMAGES';
  const policy = `dynamodb/table/${table.id}/dynamodb:table:WriteCapacityUnits/table-write`;
  const isScaled = cloud.get('aws:appautoscaling/policy:Policy', policy) !== undefined;
  return table.inputs.billingMode === 'PAY_PER_REQUEST' || isScaled
    ? undefined
    : 'ValidationException: Table write capacity should either be Pay-Per-Request or AutoScaled.';
}

/** Calls about backups have their own error. */
function findForBackup(cloud: SandboxCloud, params: JsonObject): SandboxResource {
  const table = cloud.get(TABLE, String(params.TableName));
  if (table === undefined) throw new Error(`TableNotFoundException: Table not found: ${String(params.TableName)}`);
  return table;
}

function find(cloud: SandboxCloud, params: JsonObject): SandboxResource {
  const table = cloud.get(TABLE, String(params.TableName));
  if (table === undefined)
    throw new Error(
      `ResourceNotFoundException: Requested resource not found: Table: ${String(params.TableName)} not found`,
    );
  return table;
}
