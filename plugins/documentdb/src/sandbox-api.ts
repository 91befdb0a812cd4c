import type { Json, SandboxApi, SandboxCloud } from 'panka/sdk';
import { CLUSTER, MEMBER } from './sandbox-cluster.js';

/** Answers from what the cloud file holds: an edited `status` is what a verifier sees. */
export const describeClusters: SandboxApi = (params, cloud) => {
  const wanted = String(params.DBClusterIdentifier);
  const found = cloud.get(CLUSTER, wanted);
  if (found === undefined) throw new Error(`DBClusterNotFoundFault: DBCluster ${wanted} not found.`);
  return {
    DBClusters: [
      {
        DBClusterIdentifier: wanted,
        Engine: 'docdb',
        Status: found.outputs.status ?? 'available',
        DBClusterMembers: membersOf(wanted, cloud),
      },
    ],
  };
};

export const describeInstances: SandboxApi = (params, cloud) => {
  const wanted = String(params.DBInstanceIdentifier);
  const found = cloud.get(MEMBER, wanted);
  if (found === undefined) throw new Error(`DBInstanceNotFoundFault: DBInstance ${wanted} not found.`);
  return {
    DBInstances: [
      {
        DBInstanceIdentifier: wanted,
        DBInstanceStatus: found.outputs.status ?? 'available',
        PendingModifiedValues: found.outputs.pendingModifiedValues ?? {},
      },
    ],
  };
};

function membersOf(cluster: string, cloud: SandboxCloud): Json {
  return cloud
    .list(MEMBER)
    .filter((member) => member.inputs.clusterIdentifier === cluster)
    .map((member) => ({
      DBInstanceIdentifier: member.inputs.identifier ?? null,
      IsClusterWriter: member.outputs.writer ?? false,
      DBClusterParameterGroupStatus: member.outputs.parameterGroupStatus ?? 'in-sync',
    }));
}
