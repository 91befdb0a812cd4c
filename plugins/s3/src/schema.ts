import { oneOf, policyStatements, S3_EVENTS, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { COLDER, lifecycleRule } from './schema-lifecycle.js';

const bucket = section(
  {
    name: Type.Optional(
      Type.String({ description: 'Physical name of the bucket, like `name`; changing it replaces the bucket' }),
    ),
    forceDestroy: Type.Boolean({
      default: false,
      description: 'Delete the objects with the bucket; refused in production',
    }),
    acl: Type.Optional(Type.String({ description: 'Only `private`: access lists are off' })),
    objectLock: Type.Boolean({ default: false, description: 'Write once, read many; changing it replaces the bucket' }),
  },
  { description: 'The bucket itself' },
);

const encryption = section(
  {
    enabled: Type.Literal(true, { default: true, description: 'Encryption at rest; it cannot be turned off' }),
    algorithm: oneOf(['AES256', 'aws:kms'], { default: 'AES256', description: 'Keys of S3, or a KMS key' }),
    kmsKeyId: Type.Optional(Type.String({ description: 'aws:kms: a key ARN; default: `stack`, the key of the stack' })),
  },
  { description: 'Encryption at rest' },
);

const corsRule = strict(
  {
    allowedOrigins: Type.Array(Type.String(), { minItems: 1, description: 'Origins that may call' }),
    allowedMethods: Type.Array(oneOf(['GET', 'PUT', 'POST', 'DELETE', 'HEAD'], { description: 'HTTP method' }), {
      minItems: 1,
      description: 'Methods that they may use',
    }),
    allowedHeaders: Type.Optional(Type.Array(Type.String(), { description: 'Headers that they may send' })),
    exposeHeaders: Type.Optional(Type.Array(Type.String(), { description: 'Headers that they may read' })),
    maxAgeSeconds: Type.Optional(Type.Integer({ minimum: 0, description: 'Seconds a browser keeps the answer' })),
  },
  { description: 'A rule for browsers of other origins' },
);

const on = (description: string) => Type.Literal(true, { default: true, description });

const publicAccessBlock = section(
  {
    blockPublicAcls: on('Refuse public access lists; always on'),
    blockPublicPolicy: on('Refuse public policies; always on'),
    ignorePublicAcls: on('Ignore public access lists; always on'),
    restrictPublicBuckets: on('Restrict access to this account; always on'),
  },
  { description: 'Public access is blocked; it cannot be allowed' },
);

const notification = strict(
  {
    events: Type.Array(oneOf(S3_EVENTS, { description: 'An event, or a family of them: s3:ObjectCreated:*' }), {
      minItems: 1,
      description: 'Events, such as s3:ObjectCreated:*',
    }),
    prefix: Type.Optional(Type.String({ description: 'Only keys that start with it' })),
    suffix: Type.Optional(Type.String({ description: 'Only keys that end with it' })),
    target: strict(
      { component: Type.String({ description: 'SQS, SNS or Lambda component that is told' }) },
      { description: 'Who is told' },
    ),
  },
  { description: 'A notification' },
);

const accessLogs = strict(
  {
    bucket: Type.Optional(Type.String({ description: 'Name of an existing bucket' })),
    component: Type.Optional(Type.String({ description: 'An S3 component' })),
    prefix: Type.Optional(Type.String({ description: 'Prefix of the logs; default: the address of the component' })),
  },
  { description: 'Where access logs go; default: Security.accessLogs.bucket' },
);

const replication = strict(
  {
    destinationBucket: Type.Optional(Type.String({ description: 'Name or ARN of an existing bucket' })),
    component: Type.Optional(Type.String({ description: 'An S3 component instead' })),
    roleArn: Type.Optional(Type.String({ description: 'Role that replicates; default: one is made' })),
    storageClass: Type.Optional(oneOf(['STANDARD', ...COLDER], { description: 'Storage class of the copies' })),
    kmsKeyId: Type.Optional(
      Type.String({ description: 'ARN of the key at the destination, when objects are encrypted with KMS' }),
    ),
  },
  { description: 'Copies every object to another bucket' },
);

export const schema = strict(
  {
    bucket,
    versioning: section(
      { enabled: Type.Boolean({ default: true, description: 'Keep older versions of objects' }) },
      { description: 'Versioning' },
    ),
    encryption,
    lifecycle: Type.Array(lifecycleRule, {
      default: [],
      description: 'Lifecycle rules, beside: broken uploads go after 7 days, older versions after 90',
    }),
    cors: Type.Array(corsRule, { default: [], description: 'Cross-origin rules: one, or a list' }),
    publicAccessBlock,
    notifications: Type.Array(notification, { default: [], description: 'Who is told of events' }),
    eventBridge: Type.Boolean({ default: false, description: 'Send every event to EventBridge' }),
    accessLogs: Type.Optional(accessLogs),
    replication: Type.Optional(replication),
    website: Type.Optional(Type.Unknown({ description: 'Refused: publish through CloudFront' })),
    policyStatements: policyStatements('Further statements of the bucket policy, in IAM words'),
  },
  { description: 'An S3 bucket' },
);

export type S3Spec = Static<typeof schema>;
