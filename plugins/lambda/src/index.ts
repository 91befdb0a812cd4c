import { defineKind, type JsonObject, type SharedPiece } from 'panka/sdk';
import { fixedCost } from './fixed-cost.js';
import { HANDOVERS } from './handovers.js';
import { IAM_ACTIONS } from './iam-actions.js';
import { normalise } from './normalise.js';
import { type LambdaSpec, schema } from './schema.js';
import { referencesOf } from './trigger-kinds.js';
import { validate } from './validate.js';

export default defineKind<LambdaSpec>({
  kind: 'Lambda',
  summary: 'A Lambda function with its triggers, behind the alias live',
  category: 'compute',
  schema,
  stateful: false,
  rollback: 'reversible',
  outputs: {
    functionName: { type: 'string', description: 'Name of the function' },
    functionArn: { type: 'string', description: 'ARN of the function' },
    aliasArn: { type: 'string', description: 'ARN of the alias live, which callers should use' },
    invokeArn: { type: 'string', description: 'ARN by which API Gateway calls the alias' },
    version: { type: 'string', description: 'Published version that live points at' },
    roleArn: { type: 'string', description: 'ARN of the role that the function runs with' },
    functionUrl: { type: 'string', description: 'HTTPS address', when: 'url.enabled' },
    securityGroupId: { type: 'string', description: 'Security group of the function', when: 'it runs in the VPC' },
    logGroupName: { type: 'string', description: 'Name of the log group' },
  },
  access: {
    default: 'write',
    levels: {
      write: 'call the function',
      admin: 'call the function, read it and change its configuration',
    },
  },
  injects: {
    FUNCTION_NAME: { description: 'Name of the function' },
    FUNCTION_ARN: { description: 'ARN of the alias live' },
    URL: { description: 'HTTPS address, when url.enabled' },
  },
  normalise,
  defaults: (environment): JsonObject => (environment === 'production' ? { tracing: 'Active' } : {}),
  references: referencesOf,
  files: (spec) => (spec.code.path === undefined ? [] : [spec.code.path]),
  validate,
  subnets: (spec) => (spec.vpc.enabled === true ? 'private' : undefined),
  needs: (spec): SharedPiece[] => [
    'alarmTopic',
    ...(spec.code.path === undefined ? [] : (['artifactBucket'] as const)),
    ...(spec.vpc.enabled === true ? (['network'] as const) : []),
    ...(spec.triggers.some((t) => t.type === 'schedule') ? (['scheduleGroup'] as const) : []),
  ],
  handovers: HANDOVERS,
  iamActions: IAM_ACTIONS,
  usage: {
    requestsPerMonth: {
      description: 'Invocations a month',
      items: (amount) => [{ item: 'lambda-million-requests', quantity: amount / 1e6 }],
    },
    computeSecondsPerMonth: {
      description: 'Seconds that all invocations of a month run together',
      items: (amount, spec) => [
        { item: `lambda-gb-second:${spec.architecture}`, quantity: (amount * spec.memory) / 1024 },
      ],
    },
  },
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => {
    const arn = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
    return {
      functionName: name,
      functionArn: arn,
      aliasArn: `${arn}:live`,
      invokeArn: `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${arn}:live/invocations`,
      version: '1',
      roleArn: `arn:aws:iam::000000000000:role/${name}`,
      functionUrl: 'https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.us-east-1.on.aws/',
      securityGroupId: 'sg-00000000000000000',
      logGroupName: `/aws/lambda/${name}`,
    };
  },
  fixedCost,
});
