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
  /** ARN of the key of the bucket's objects. */
  readonly kmsKey?: string;
}

/** What runs need of the bucket and the table: objects are read, written and pruned, nothing of either is configured. */
export function backendPolicy(place: BackendPlace): PolicyDocument | undefined {
  const statements = [...bucketStatements(place), ...tableStatements(place)];
  return statements.length === 0 ? undefined : { Version: '2012-10-17', Statement: statements };
}

function bucketStatements({ partition, bucket, prefix, kmsKey }: BackendPlace): PolicyStatement[] {
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
    ...(kmsKey === undefined
      ? []
      : [
          {
            Sid: 'StateKey',
            Effect: 'Allow' as const,
            Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKey'],
            Resource: [kmsKey],
          },
        ]),
  ];
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
