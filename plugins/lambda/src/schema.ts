import { environmentField, oneOf, section, strict } from '@panka/plugin-common';
import { type Static, Type } from '@sinclair/typebox';
import { trigger } from './schema-trigger.js';

const code = strict(
  {
    s3Bucket: Type.Optional(Type.String({ description: 'Bucket of a zip, with s3Key' })),
    s3Key: Type.Optional(Type.String({ description: 'Key of the zip' })),
    s3ObjectVersion: Type.Optional(Type.String({ description: 'Version of the zip' })),
    path: Type.Optional(Type.String({ description: 'Folder or .zip beside the manifest; uploaded to the stack' })),
    zipFile: Type.Optional(Type.String({ description: 'Source text of Node.js or Python, 4 KiB at most' })),
    imageUri: Type.Optional(Type.String({ description: 'Container image in ECR' })),
  },
  { description: 'Code: exactly one of s3Bucket with s3Key, path, zipFile, imageUri' },
);

const secrets = Type.Optional(
  Type.Array(
    strict(
      {
        name: Type.String({
          minLength: 1,
          description: 'Name of the entry, and of the variable unless envVar says otherwise',
        }),
        secretRef: Type.String({ minLength: 1, description: 'Name or ARN of the secret in Secrets Manager' }),
        envVar: Type.Optional(
          Type.String({ minLength: 1, description: 'Start of the variables: <envVar>_SECRET_ARN' }),
        ),
        key: Type.Optional(Type.String({ minLength: 1, description: 'JSON key, told as <envVar>_SECRET_KEY' })),
        resolve: Type.Optional(Type.String({ description: 'Only `runtime`: the function reads the secret itself' })),
      },
      { description: 'One secret' },
    ),
    { description: 'Secrets that the function may read: <NAME>_SECRET_ARN, and the permission' },
  ),
);

const url = section(
  {
    enabled: Type.Boolean({ default: false, description: 'Give the function an HTTPS address of its own' }),
    auth: oneOf(['AWS_IAM', 'NONE'], { default: 'AWS_IAM', description: 'Who may call: signed requests, or everyone' }),
    cors: Type.Optional(
      strict(
        {
          allowOrigins: Type.Array(Type.String(), { minItems: 1, description: 'Origins that may call' }),
          allowMethods: Type.Optional(Type.Array(Type.String(), { description: 'Methods that they may use' })),
          allowHeaders: Type.Optional(Type.Array(Type.String(), { description: 'Headers that they may send' })),
          exposeHeaders: Type.Optional(Type.Array(Type.String(), { description: 'Headers that they may read' })),
          allowCredentials: Type.Optional(Type.Boolean({ description: 'Whether cookies are sent' })),
          maxAge: Type.Optional(
            Type.Integer({ minimum: 0, maximum: 86_400, description: 'Seconds a browser keeps the answer' }),
          ),
        },
        { description: 'Cross-origin rules' },
      ),
    ),
  },
  { description: 'Function URL' },
);

const asyncCalls = strict(
  {
    maximumRetryAttempts: Type.Integer({ default: 2, minimum: 0, maximum: 2, description: 'Retries after an error' }),
    maximumEventAgeSeconds: Type.Integer({
      default: 21_600,
      minimum: 60,
      maximum: 21_600,
      description: 'Seconds an event waits',
    }),
    onFailure: Type.Optional(
      strict(
        { component: Type.String({ description: 'SQS, SNS, EventBridge, S3 or Lambda component' }) },
        { description: 'Where events go that could not be processed' },
      ),
    ),
  },
  { description: 'Calls that nobody waits for' },
);

export const schema = strict(
  {
    runtime: Type.Optional(Type.String({ description: 'Runtime of a zip, such as nodejs22.x or python3.13' })),
    handler: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, description: 'Handler of a zip, such as index.handler' }),
    ),
    code,
    memory: Type.Integer({ default: 256, minimum: 128, maximum: 10_240, description: 'MiB' }),
    timeout: Type.Integer({ default: 30, minimum: 1, maximum: 900, description: 'Seconds' }),
    ephemeralStorageMiB: Type.Integer({ default: 512, minimum: 512, maximum: 10_240, description: 'MiB of /tmp' }),
    architecture: oneOf(['x86_64', 'arm64'], { default: 'x86_64', description: 'Processor' }),
    environment: environmentField,
    secrets,
    triggers: Type.Array(trigger, { default: [], description: 'What calls the function' }),
    vpc: section(
      {
        enabled: Type.Optional(
          Type.Boolean({ description: 'Run in the private subnets; default: if something is reached there' }),
        ),
      },
      { description: 'Network' },
    ),
    reservedConcurrentExecutions: Type.Optional(
      Type.Integer({ minimum: 0, description: 'Calls at a time that are kept for it, and its most; 0 stops it' }),
    ),
    provisionedConcurrency: Type.Optional(Type.Integer({ minimum: 1, description: 'Environments kept warm' })),
    layers: Type.Array(Type.String(), { default: [], maxItems: 5, description: 'ARNs of layers' }),
    url,
    async: Type.Optional(asyncCalls),
    tracing: oneOf(['Active', 'PassThrough'], { default: 'PassThrough', description: 'X-Ray; production: Active' }),
    logFormat: oneOf(['JSON', 'Text'], { default: 'JSON', description: 'Form of the logs' }),
    deployment: section(
      {
        strategy: oneOf(['allAtOnce', 'canary'], {
          default: 'allAtOnce',
          description: 'canary: a share of the calls first, all of them if no alarm fires',
        }),
        canaryPercent: Type.Integer({
          minimum: 1,
          maximum: 99,
          default: 10,
          description: 'canary: share of the calls',
        }),
        canaryMinutes: Type.Integer({ minimum: 1, maximum: 120, default: 10, description: 'canary: how long' }),
        alarms: Type.Optional(
          Type.Array(Type.String({ minLength: 1, maxLength: 255, description: 'Name of a CloudWatch alarm' }), {
            description: "canary: alarms that stop it, beside the function's own errors and throttles",
            maxItems: 50,
          }),
        ),
      },
      { description: 'How a new version takes over' },
    ),
    roleArn: Type.Optional(Type.String({ pattern: '^arn:', description: 'Existing role; Panka grants it nothing' })),
    verify: Type.Optional(
      strict(
        { payload: Type.Unknown({ description: 'Event that a new version is called with before live points at it' }) },
        { description: 'A call that must succeed' },
      ),
    ),
  },
  { description: 'A Lambda function' },
);

export type LambdaSpec = Static<typeof schema>;
