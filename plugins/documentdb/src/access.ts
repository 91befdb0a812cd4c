import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, Identity, PolicyStatement } from 'panka/sdk';

interface Cluster {
  readonly identity: Identity;
  readonly arn: pulumi.Input<string>;
  readonly identifier: string;
  readonly instances: readonly string[];
}

/** Reading or writing is decided inside the database, by its own users; IAM says who may operate it. */
export function clusterStatements(level: AccessLevel, cluster: Cluster): PolicyStatement[] {
  if (level !== 'admin') return [];
  const { partition, region, accountId } = cluster.identity;
  const own = (resource: string) => pulumi.interpolate`arn:${partition}:rds:${region}:${accountId}:${resource}`;
  return [
    {
      Effect: 'Allow',
      Action: [
        'rds:CreateDBClusterSnapshot',
        'rds:DescribeDBClusterSnapshots',
        'rds:DescribeDBClusters',
        'rds:FailoverDBCluster',
      ],
      Resource: [pulumi.output(cluster.arn), own(`cluster-snapshot:${cluster.identifier}-*`)],
    },
    {
      Effect: 'Allow',
      Action: ['rds:DescribeDBInstances', 'rds:FailoverDBCluster', 'rds:RebootDBInstance'],
      Resource: cluster.instances.map((instance) => own(`db:${instance}`)),
    },
  ];
}
