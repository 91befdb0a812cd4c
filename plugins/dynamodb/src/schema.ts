import { oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';

const attributeType = oneOf(['S', 'N', 'B'], { description: 'Type of the attribute: string, number or binary' });

const key = (description: string) =>
  strict(
    { name: Type.String({ minLength: 1, maxLength: 255, description: 'Name of the attribute' }), type: attributeType },
    { description },
  );

const indexName = Type.String({ pattern: '^[a-zA-Z0-9_.-]{3,255}$', description: 'Name of the index' });
const projection = oneOf(['ALL', 'KEYS_ONLY', 'INCLUDE'], {
  default: 'ALL',
  description: 'Attributes that the index holds',
});
const nonKeyAttributes = Type.Optional(
  Type.Array(Type.String(), { description: 'projection INCLUDE: attributes beside the keys' }),
);
const capacity = (what: string) =>
  Type.Optional(Type.Integer({ minimum: 1, maximum: 40_000, description: `PROVISIONED: ${what} capacity units` }));

const globalIndex = strict(
  {
    name: indexName,
    hashKey: key('Partition key of the index'),
    rangeKey: Type.Optional(key('Sort key of the index')),
    projection,
    nonKeyAttributes,
    readCapacity: capacity('read'),
    writeCapacity: capacity('write'),
  },
  { description: 'A global secondary index' },
);

const localIndex = strict(
  { name: indexName, rangeKey: key('Sort key of the index'), projection, nonKeyAttributes },
  { description: 'A local secondary index; only at creation of the table' },
);

const replica = strict(
  {
    region: Type.String({ pattern: '^[a-z]{2}(-[a-z]+)+-\\d$', description: 'Region of the replica' }),
    kmsKey: Type.Optional(
      Type.String({ description: 'ARN of a key in that region, when the table has a customer key' }),
    ),
  },
  { description: 'A replica in another region; a string is the region' },
);

const autoscaling = strict(
  {
    min: Type.Integer({ minimum: 1, description: 'Fewest capacity units, for reading and for writing' }),
    max: Type.Integer({ minimum: 1, description: 'Most capacity units' }),
    targetUtilization: Type.Integer({
      default: 70,
      minimum: 20,
      maximum: 90,
      description: 'Per cent of the capacity that should be in use',
    }),
  },
  { description: 'PROVISIONED: scales table and indexes between two bounds' },
);

const requestUnits = (what: string) =>
  Type.Optional(Type.Integer({ minimum: 1, description: `PAY_PER_REQUEST: most ${what} request units a second` }));

export const schema = strict(
  {
    billingMode: oneOf(['PAY_PER_REQUEST', 'PROVISIONED'], {
      default: 'PAY_PER_REQUEST',
      description: 'Pay by request, or for capacity',
    }),
    tableName: Type.Optional(
      Type.String({ pattern: '^[a-zA-Z0-9_.-]{3,255}$', description: 'Physical name of the table, like `name`' }),
    ),
    tableClass: oneOf(['STANDARD', 'STANDARD_INFREQUENT_ACCESS'], {
      default: 'STANDARD',
      description: 'Storage class',
    }),
    hashKey: key('Partition key; changing it replaces the table'),
    rangeKey: Type.Optional(key('Sort key; changing it replaces the table')),
    readCapacity: capacity('read'),
    writeCapacity: capacity('write'),
    autoscaling: Type.Optional(autoscaling),
    maxReadRequestUnits: requestUnits('read'),
    maxWriteRequestUnits: requestUnits('write'),
    globalSecondaryIndexes: Type.Array(globalIndex, { default: [], description: 'Global secondary indexes' }),
    localSecondaryIndexes: Type.Array(localIndex, {
      default: [],
      description: 'Local secondary indexes; changing them replaces the table',
    }),
    ttl: Type.Optional(
      strict(
        {
          enabled: Type.Boolean({ default: true, description: 'Delete expired items' }),
          attributeName: Type.String({
            minLength: 1,
            description: 'Number attribute with the expiry in epoch seconds',
          }),
        },
        { description: 'Expiry of items' },
      ),
    ),
    encryption: section(
      {
        enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
        kmsKey: Type.Optional(
          Type.String({
            description:
              '`stack` for the key of the stack (default in production), or a key ARN; else the key that DynamoDB owns',
          }),
        ),
      },
      { description: 'Encryption at rest' },
    ),
    pointInTimeRecovery: Type.Boolean({ default: true, description: 'Continuous backups of the last 35 days' }),
    stream: section(
      {
        enabled: Type.Boolean({ default: false, description: 'Publish changes as a stream' }),
        viewType: oneOf(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'], {
          default: 'NEW_AND_OLD_IMAGES',
          description: 'What a change holds',
        }),
      },
      { description: 'DynamoDB Streams' },
    ),
    replicas: Type.Array(replica, { default: [], description: 'Global table: replicas in other regions' }),
  },
  { description: 'A DynamoDB table' },
);

export type DynamoDbSpec = Static<typeof schema>;
