import type { Json, SandboxApi, SandboxCloud, SandboxResource } from 'panka/sdk';
import { CLUSTER, MEMBER } from './sandbox-cluster.js';
import { INSTANCE } from './sandbox-instance.js';

/** Answers from what the cloud file holds: an edited `status` is what a verifier sees. */
export const describeInstances: SandboxApi = (params, cloud) => {
  const wanted = String(params.DBInstanceIdentifier);
  const found = [...cloud.list(INSTANCE), ...cloud.list(MEMBER)].find((one) => one.inputs.identifier === wanted);
  if (found === undefined) throw new Error(`DBInstanceNotFoundFault: DBInstance ${wanted} not found.`);
  return {
    DBInstances: [
      {
        DBInstanceIdentifier: wanted,
        DBInstanceStatus: found.outputs.status ?? 'available',
        PendingModifiedValues: found.outputs.pendingModifiedValues ?? {},
        DBParameterGroups: parameterGroups(found),
      },
    ],
  };
};

export const describeClusters: SandboxApi = (params, cloud) => {
  const wanted = String(params.DBClusterIdentifier);
  const found = cloud.get(CLUSTER, wanted);
  if (found === undefined) throw new Error(`DBClusterNotFoundFault: DBCluster ${wanted} not found.`);
  return {
    DBClusters: [
      {
        DBClusterIdentifier: wanted,
        Status: found.outputs.status ?? 'available',
        DBClusterMembers: membersOf(wanted, cloud),
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
    }));
}

function parameterGroups(found: SandboxResource): Json {
  const name = found.inputs.parameterGroupName;
  return name === undefined ? [] : [{ DBParameterGroupName: name, ParameterApplyStatus: 'in-sync' }];
}
