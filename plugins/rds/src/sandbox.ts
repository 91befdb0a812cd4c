import { sandboxSecretInvokes } from '@panka/plugin-common';
import type { JsonObject, SandboxModels } from 'panka/sdk';
import { describeClusters, describeInstances } from './sandbox-api.js';
import { clusterModel, memberModel } from './sandbox-cluster.js';
import { instanceModel } from './sandbox-instance.js';
import { parameterRefusal, subnetGroupRefusal } from './sandbox-refusals.js';
import { snapshotModels } from './sandbox-snapshot.js';
import { snapshotApi } from './sandbox-snapshot-api.js';

const group = (type: string, arn: string) => ({
  type,
  replaces: ['name', 'namePrefix', 'family', 'description'],
  identity: ['name'],
  arn: `arn:{partition}:rds:{region}:{account}:${arn}:{name}`,
  refuses: ({ inputs }: { inputs: JsonObject }) => parameterRefusal(inputs),
});

/** How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation's schemas of AWS::RDS. */
const models: SandboxModels = {
  models: [
    {
      type: 'aws:rds/subnetGroup:SubnetGroup',
      replaces: ['name', 'namePrefix'],
      identity: ['name'],
      arn: 'arn:{partition}:rds:{region}:{account}:subgrp:{name}',
      refuses: ({ inputs }, cloud) => subnetGroupRefusal(inputs, cloud),
      refusesDelete: (found, cloud) =>
        ['aws:rds/instance:Instance', 'aws:rds/cluster:Cluster'].some((type) =>
          cloud.list(type).some((database) => database.inputs.dbSubnetGroupName === found.id),
        )
          ? `InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '${found.id}' because at least one database instance is still using it.`
          : undefined,
    },
    group('aws:rds/parameterGroup:ParameterGroup', 'pg'),
    group('aws:rds/clusterParameterGroup:ClusterParameterGroup', 'cluster-pg'),
    instanceModel,
    clusterModel,
    memberModel,
    ...snapshotModels,
    {
      type: 'aws:rds/proxy:Proxy',
      replaces: ['name', 'engineFamily', 'vpcSubnetIds'],
      identity: ['name'],
      computed: (made) => ({
        arn: `arn:${made.partition}:rds:${made.region}:${made.account}:db-proxy:prx-${made.hex(17)}`,
        endpoint: `${made.inputs.name}.proxy-${made.hex(12)}.${made.region}.rds.amazonaws.com`,
      }),
    },
    {
      type: 'aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup',
      replaces: ['dbProxyName'],
      identity: ['dbProxyName'],
      onExisting: 'adopt',
      computed: (made) => ({
        name: 'default',
        arn: `arn:${made.partition}:rds:${made.region}:${made.account}:target-group:prx-tg-${made.hex(17)}`,
      }),
    },
    {
      type: 'aws:rds/proxyTarget:ProxyTarget',
      replaces: ['dbProxyName', 'targetGroupName', 'dbInstanceIdentifier', 'dbClusterIdentifier'],
      identity: ['dbProxyName', 'targetGroupName', 'dbInstanceIdentifier', 'dbClusterIdentifier'],
      id: ({ inputs: { dbProxyName, targetGroupName, dbInstanceIdentifier, dbClusterIdentifier } }) =>
        dbClusterIdentifier === undefined
          ? `${dbProxyName}/${targetGroupName}/RDS_INSTANCE/${dbInstanceIdentifier}`
          : `${dbProxyName}/${targetGroupName}/TRACKED_CLUSTER/${dbClusterIdentifier}`,
    },
  ],
  invokes: sandboxSecretInvokes,
  api: {
    'rds:DescribeDBInstances': describeInstances,
    'rds:DescribeDBClusters': describeClusters,
    ...snapshotApi,
  },
};
export default models;
