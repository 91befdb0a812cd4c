import type { Input } from '@pulumi/pulumi';
import type { AccessLevel, PolicyStatement } from 'panka/sdk';

type Granting = Exclude<AccessLevel, 'connect'>;

const READ = ['s3:GetObject', 's3:GetObjectVersion', 's3:GetObjectTagging'];
const WRITE = [
  ...READ,
  's3:PutObject',
  's3:PutObjectTagging',
  's3:DeleteObject',
  's3:AbortMultipartUpload',
  's3:ListMultipartUploadParts',
];
/** IAM actions on objects by level. */
const ON_OBJECTS: Readonly<Record<Granting, readonly string[]>> = {
  read: READ,
  write: WRITE,
  admin: [...WRITE, 's3:DeleteObjectVersion'],
};
const SETTINGS = ['s3:GetBucket*', 's3:GetLifecycleConfiguration', 's3:PutLifecycleConfiguration', 's3:PutBucketCORS'];

/** What a level grants; `prefix` narrows objects and listing to keys that start with it. */
export function bucketStatements(
  level: Granting,
  at: { bucketArn: Input<string>; objectsArn: Input<string>; prefix?: string },
): PolicyStatement[] {
  const narrowed = at.prefix === undefined ? {} : { Condition: { StringLike: { 's3:prefix': [`${at.prefix}*`] } } };
  return [
    { Effect: 'Allow', Action: ON_OBJECTS[level], Resource: at.objectsArn },
    { Effect: 'Allow', Action: ['s3:ListBucket'], Resource: at.bucketArn, ...narrowed },
    {
      Effect: 'Allow',
      Action: ['s3:GetBucketLocation', ...(level === 'admin' ? SETTINGS : [])],
      Resource: at.bucketArn,
    },
  ];
}
