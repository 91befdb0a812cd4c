// @ts-check
import { defineKind } from 'panka/sdk';
import { schema } from './schema.js';
import { validate } from './validate.js';

/** @import { FlagsSpec } from './schema.js' */

/** @type {import('panka/sdk').ComponentKind<FlagsSpec>} */
const featureFlags = {
  kind: 'FeatureFlags',
  summary: 'Acme feature flags: definitions in Parameter Store, overrides in DynamoDB',
  category: 'storage',
  schema,
  stateful: true,
  rollback: 'settings-only',
  outputs: {
    definitionsParameter: { type: 'string', description: 'Name of the parameter that holds the definitions' },
    overridesTable: { type: 'string', description: 'Name of the table that holds the overrides' },
    overridesTableArn: { type: 'string', description: 'ARN of that table' },
    tableName: { type: 'string', description: 'Name of the table', aliasOf: 'overridesTable' },
  },
  access: {
    default: 'read',
    levels: {
      read: 'read definitions and overrides',
      write: 'read, and override flags',
      admin: 'read, override and clear',
    },
  },
  injects: {
    FLAGS_PARAMETER: { description: 'Name of the parameter that holds the definitions' },
    FLAGS_TABLE: { description: 'Name of the table that holds the overrides' },
    FLAGS_REFRESH_SECONDS: { description: 'How often to look for changes' },
  },
  validate,
  iamActions: [
    'dynamodb:CreateTable',
    'dynamodb:DeleteTable',
    'dynamodb:DescribeTable',
    'dynamodb:DescribeContinuousBackups',
    'dynamodb:DescribeTimeToLive',
    'dynamodb:ListTagsOfResource',
    'dynamodb:TagResource',
    'dynamodb:UntagResource',
    'dynamodb:UpdateContinuousBackups',
    'dynamodb:UpdateTable',
    'dynamodb:UpdateTimeToLive',
    'ssm:AddTagsToResource',
    'ssm:DeleteParameter',
    'ssm:DescribeParameters',
    'ssm:GetParameter',
    'ssm:ListTagsForResource',
    'ssm:PutParameter',
    'ssm:RemoveTagsFromResource',
  ],
  translator: () => import('./translate.js'),
  verifier: () => import('./verify.js'),
  sandbox: () => import('./sandbox.js'),
  stubOutputs: (name) => ({
    definitionsParameter: `/flags/${name}`,
    overridesTable: `${name}-overrides`,
    overridesTableArn: `arn:aws:dynamodb:us-east-1:000000000000:table/${name}-overrides`,
  }),
};

export default defineKind(featureFlags);
