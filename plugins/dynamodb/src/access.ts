import type { AccessLevel } from 'panka/sdk';

const READ = [
  'dynamodb:GetItem',
  'dynamodb:BatchGetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
];
const WRITE = [...READ, 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
const ADMIN = [
  ...WRITE,
  'dynamodb:UpdateTable',
  'dynamodb:UpdateTimeToLive',
  'dynamodb:DescribeTimeToLive',
  'dynamodb:TagResource',
];

/** IAM actions on the table and its indexes by level. */
export const TABLE_ACTIONS: Readonly<Record<AccessLevel, readonly string[]>> = {
  connect: [],
  read: READ,
  write: WRITE,
  admin: ADMIN,
};
