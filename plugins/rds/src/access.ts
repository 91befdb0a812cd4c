import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, Identity, PolicyStatement } from 'panka/sdk';
import type { Database } from './database.js';
import type { RdsSpec } from './schema.js';

const ADMIN = [
  'rds:DescribeDBInstances',
  'rds:DescribeDBClusters',
  'rds:CreateDBSnapshot',
  'rds:CreateDBClusterSnapshot',
  'rds:RebootDBInstance',
];

interface Granted {
  readonly identity: Identity;
  readonly identifier: string;
  readonly database: Database;
}

/** Reading or writing tables is decided inside the database; IAM says who may log in, and who may operate it. */
export function databaseStatements(
  level: AccessLevel,
  spec: RdsSpec,
  { identity, identifier, database }: Granted,
): PolicyStatement[] {
  const { partition, region, accountId } = identity;
  const own = (resource: pulumi.Input<string>) =>
    pulumi.interpolate`arn:${partition}:rds:${region}:${accountId}:${resource}`;
  const statements: PolicyStatement[] = [];
  // The proxy logs in with the secret alone, and nobody passes it by.
  if (spec.iamAuthentication && !spec.proxy.enabled && (level === 'write' || level === 'admin'))
    statements.push({
      Effect: 'Allow',
      Action: ['rds-db:connect'],
      Resource: database.resourceIds.map(
        (id) =>
          pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:dbuser:${id}/${spec.database.username}`,
      ),
    });
  if (level === 'admin')
    statements.push({
      Effect: 'Allow',
      Action: ADMIN,
      Resource: [
        pulumi.output(database.arn),
        ...database.members.map((member) => own(`db:${member}`)),
        ...['snapshot', 'cluster-snapshot'].map((kind) => own(`${kind}:${identifier}-*`)),
      ],
    });
  return statements;
}
