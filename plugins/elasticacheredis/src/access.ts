import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, Identity, PolicyStatement } from 'panka/sdk';
import type { Cache, Users } from './foundation.js';
import type { RedisSpec } from './schema.js';
import { isServerless } from './settings.js';

interface Grant {
  readonly spec: RedisSpec;
  readonly cache: Cache;
  readonly identifier: string;
  readonly identity: Identity;
  readonly users: Users | undefined;
}

/** Logins of IAM users, and what operating the cache takes. With a token there is nothing to log in to but the cache itself. */
export function cacheStatements(level: AccessLevel, grant: Grant): PolicyStatement[] {
  return [...(grant.users?.statementsFor(level, grant.cache) ?? []), ...(level === 'admin' ? [operation(grant)] : [])];
}

function operation({ spec, cache, identifier, identity }: Grant): PolicyStatement {
  const serverless = isServerless(spec);
  const { partition, region, accountId } = identity;
  const snapshots = serverless ? 'serverlesscachesnapshot' : 'snapshot';
  return {
    Effect: 'Allow',
    Action: serverless
      ? ['elasticache:CreateServerlessCacheSnapshot', 'elasticache:DescribeServerlessCaches']
      : ['elasticache:CreateSnapshot', 'elasticache:DescribeReplicationGroups', 'elasticache:TestFailover'],
    Resource: [
      cache.arn,
      pulumi.interpolate`arn:${partition}:elasticache:${region}:${accountId}:${snapshots}:${identifier}-*`,
    ],
  };
}
