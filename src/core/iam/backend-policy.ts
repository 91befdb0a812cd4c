import { encryptionContext } from '../secrets/encryption-context.js';
import type { StateAddress } from '../state/state-store.js';
import type { PolicyDocument, PolicyStatement } from './deployment-policy.js';

/** Where state and locks are kept. */
export interface BackendPlace {
  readonly partition: string;
  readonly account: string;
  readonly bucket?: string;
  /** Folder in the bucket, without slashes at its ends. */
  readonly prefix?: string;
  readonly table?: string;
  readonly tableRegion?: string;
  /** Key of the bucket's objects: ARN, id or alias. */
  readonly kmsKey?: string;
  /** Key of the secrets in the state, where it is another one. */
  readonly secretsKey?: string;
  /** Region of keys that are not named by ARN. */
  readonly keyRegion?: string;
  /** The only stack whose secrets may be opened; undefined: those of all. */
  readonly secretsOf?: StateAddress;
}

/** What runs need of the bucket and the table: objects are read, written and pruned, nothing of either is configured. */
export function backendPolicy(place: BackendPlace): PolicyDocument | undefined {
  const statements = [...bucketStatements(place), ...secretsStatements(place), ...tableStatements(place)];
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
}

function bucketStatements(place: BackendPlace): PolicyStatement[] {
  const { partition, bucket, prefix, kmsKey } = place;
  if (bucket === undefined) return [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  const folder = prefix === undefined || prefix === '' ? '' : `${prefix}/`;
  return [
    {
      Sid: 'StateBucket',
      Effect: 'Allow',
      Action: ['s3:GetBucketVersioning', 's3:GetEncryptionConfiguration', 's3:ListBucket', 's3:ListBucketVersions'],
      Resource: [arn],
    },
    {
      Sid: 'StateObjects',
      Effect: 'Allow',
      Action: ['s3:DeleteObject', 's3:GetObject', 's3:GetObjectVersion', 's3:PutObject'],
      Resource: [`${arn}/${folder}*`],
    },
    ...(kmsKey === undefined ? [] : [keyStatement('StateKey', kmsKey, place)]),
  ];
}

/** The encryption context is the one that the key of a stack's secrets is made with; looking at a key takes none. */
function secretsStatements(place: BackendPlace): PolicyStatement[] {
  const { secretsKey, kmsKey, secretsOf } = place;
  if (secretsKey === undefined || secretsKey === kmsKey) return [];
  const whole = keyStatement('SecretsKey', secretsKey, place);
  if (secretsOf === undefined) return [whole];
  const context = Object.fromEntries(
    Object.entries(encryptionContext(secretsOf)).map(([key, value]) => [`kms:EncryptionContext:${key}`, value]),
  );
  const { StringEquals } = whole.Condition ?? {};
  return [
    { ...whole, Action: ['kms:DescribeKey'], Sid: 'SecretsKeyLookUp' },
    {
      ...{ ...whole, Action: ['kms:Decrypt', 'kms:GenerateDataKey'] },
      Condition: { ...whole.Condition, StringEquals: { ...StringEquals, ...context } },
    },
  ];
}

/** A policy names a key by its ARN, or any key by the alias that it has. */
function keyStatement(
  Sid: string,
  key: string,
  { partition, account, keyRegion = '*' }: BackendPlace,
): PolicyStatement {
  const alias = /(?:^|:)(alias\/.+)$/.exec(key)?.[1];
  const [, region = keyRegion, owner = account] = /^arn:[^:]+:kms:([^:]+):([^:]+):/.exec(key) ?? [];
  const id = alias === undefined ? key.replace(/^.*:key\//, '') : '*';
  return {
    Sid,
    Effect: 'Allow',
    Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
    Resource: [`arn:${partition}:kms:${region}:${owner}:key/${id}`],
    ...(alias !== undefined && { Condition: { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } } }),
  };
}

function tableStatements({ partition, account, table, tableRegion }: BackendPlace): PolicyStatement[] {
  if (table === undefined) return [];
  return [
    {
      Sid: 'Locks',
      Effect: 'Allow',
      Action: [
        'dynamodb:BatchGetItem',
        'dynamodb:ConditionCheckItem',
        'dynamodb:DeleteItem',
        'dynamodb:DescribeTable',
        'dynamodb:DescribeTimeToLive',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:Scan',
        'dynamodb:UpdateItem',
      ],
      Resource: [`arn:${partition}:dynamodb:${tableRegion ?? '*'}:${account}:table/${table}`],
    },
  ];
}
