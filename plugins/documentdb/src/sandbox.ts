import { asObjects, sandboxSecretInvokes } from '@panka/plugin-common';
import type { JsonObject, SandboxCloud, SandboxModels } from 'panka/sdk';
import { STATIC_PARAMETERS } from './parameters.js';
import { createSnapshot, describeClusters, describeInstances, describeSnapshots } from './sandbox-api.js';
import { CLUSTER, clusterModel, memberModel, snapshotModel } from './sandbox-cluster.js';

/** How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation's schemas of AWS::DocDB. */
const models: SandboxModels = {
  models: [
    {
      type: 'aws:docdb/subnetGroup:SubnetGroup',
      replaces: ['name', 'namePrefix'],
      identity: ['name'],
      arn: 'arn:{partition}:rds:{region}:{account}:subgrp:{name}',
      refuses: ({ inputs }, cloud) => zonesRefusal(inputs, cloud),
      refusesDelete: (found, cloud) =>
        cloud.list(CLUSTER).some((cluster) => cluster.inputs.dbSubnetGroupName === found.id)
          ? `InvalidDBSubnetGroupStateFault: Cannot delete the subnet group '${found.id}' because at least one database instance is still using it.`
          : undefined,
    },
    {
      type: 'aws:docdb/clusterParameterGroup:ClusterParameterGroup',
      replaces: ['name', 'namePrefix', 'family', 'description'],
      identity: ['name'],
      arn: 'arn:{partition}:rds:{region}:{account}:cluster-pg:{name}',
      refuses: ({ inputs }) => parameterRefusal(inputs),
      refusesDelete: (found, cloud) =>
        cloud.list(CLUSTER).some((cluster) => cluster.inputs.dbClusterParameterGroupName === found.id)
          ? `InvalidDBParameterGroupState: One or more database instances are still members of this parameter group ${found.id}, so the group cannot be deleted`
          : undefined,
    },
    clusterModel,
    memberModel,
    snapshotModel,
  ],
  invokes: sandboxSecretInvokes,
  api: {
    'docdb:CreateDBClusterSnapshot': createSnapshot,
    'docdb:DescribeDBClusterSnapshots': describeSnapshots,
    'docdb:DescribeDBClusters': describeClusters,
    'docdb:DescribeDBInstances': describeInstances,
  },
};
export default models;

function parameterRefusal(inputs: JsonObject): string | undefined {
  const wrong = asObjects(inputs.parameters).find(
    ({ name, applyMethod }) => STATIC_PARAMETERS.has(String(name)) && applyMethod !== 'pending-reboot',
  );
  return wrong === undefined
    ? undefined
    : `InvalidParameterCombination: cannot use immediate apply method for static parameter ${String(wrong.name)}`;
}

/** Zones are known for subnets of this cloud only. */
function zonesRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const ids = Array.isArray(inputs.subnetIds) ? inputs.subnetIds : [];
  const zones = ids.map((id) => cloud.get('aws:ec2/subnet:Subnet', String(id))?.outputs.availabilityZone);
  if (zones.some((zone) => typeof zone !== 'string') || new Set(zones).size > 1) return undefined;
  return `DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones[0] ?? ''}. Add subnets to cover at least 2 AZs.`;
}
