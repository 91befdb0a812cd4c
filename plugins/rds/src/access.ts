import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, Identity, PolicyStatement } from 'panka/sdk';
import type { RdsSpec } from './schema.js';

const ADMIN = [
  'rds:DescribeDBInstances',
  'rds:DescribeDBClusters',
  'rds:CreateDBSnapshot',
  'rds:CreateDBClusterSnapshot',
  'rds:RebootDBInstance',
];

interface Database {
  readonly identity: Identity;
  readonly arn: pulumi.Input<string>;
  readonly identifier: pulumi.Input<string>;
  /** Of the instance or the cluster: what IAM logins name. */
  readonly resourceId: pulumi.Input<string>;
}

/** Reading or writing tables is decided inside the database; IAM says who may log in, and who may operate it. */
export function databaseStatements(level: AccessLevel, spec: RdsSpec, at: Database): PolicyStatement[] {
  const { partition, region, accountId } = at.identity;
  const statements: PolicyStatement[] = [];
  // The proxy logs in with the secret alone, and nobody passes it by.
  if (spec.iamAuthentication && !spec.proxy.enabled && (level === 'write' || level === 'admin'))
    statements.push({
      Effect: 'Allow',
      Action: ['rds-db:connect'],
      Resource: pulumi.interpolate`arn:${partition}:rds-db:${region}:${accountId}:dbuser:${at.resourceId}/${spec.database.username}`,
    });
  if (level === 'admin')
    statements.push({
      Effect: 'Allow',
      Action: ADMIN,
      Resource: ['snapshot', 'cluster-snapshot']
        .map((kind) => pulumi.interpolate`arn:${partition}:rds:${region}:${accountId}:${kind}:${at.identifier}-*`)
        .concat(pulumi.output(at.arn)),
    });
  return statements;
}
