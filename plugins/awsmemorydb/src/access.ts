import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, Identity, PolicyStatement } from 'panka/sdk';
import type { MemoryDbSpec } from './schema.js';
import type { Users } from './users.js';

interface Grant {
  readonly spec: MemoryDbSpec;
  readonly arn: pulumi.Output<string>;
  readonly clusterName: string;
  readonly identity: Identity;
  readonly users: Users;
}

/** Logins of IAM users, and what operating the cluster takes. */
export function clusterStatements(
  level: AccessLevel,
  { spec, arn, clusterName, identity, users }: Grant,
): PolicyStatement[] {
  const { partition, region, accountId } = identity;
  const login: PolicyStatement = {
    Effect: 'Allow',
    Action: ['memorydb:Connect'],
    Resource: [arn, users.userFor(level).arn],
  };
  const operation: PolicyStatement = {
    Effect: 'Allow',
    Action: ['memorydb:CreateSnapshot', 'memorydb:DescribeClusters', 'memorydb:FailoverShard'],
    Resource: [arn, pulumi.interpolate`arn:${partition}:memorydb:${region}:${accountId}:snapshot/${clusterName}-*`],
  };
  return [
    ...(level !== 'connect' && spec.security.auth === 'iam' ? [login] : []),
    ...(level === 'admin' ? [operation] : []),
  ];
}
