import type { Json, SandboxApi, SandboxCloud } from 'panka/sdk';
import { CLUSTER, MEMBER, SNAPSHOT } from './sandbox-cluster.js';

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

/** A snapshot that somebody asks for; it is there at once. */
export const createSnapshot: SandboxApi = (params, cloud) => {
  const wanted = String(params.DBClusterIdentifier);
  const found = cloud.get(CLUSTER, wanted);
  if (found === undefined) throw new Error(`DBClusterNotFoundFault: DBCluster ${wanted} not found.`);
  const id = String(params.DBClusterSnapshotIdentifier);
  if (cloud.get(SNAPSHOT, id) !== undefined)
    throw new Error(`DBClusterSnapshotAlreadyExistsFault: Cannot create the snapshot because ${id} already exists.`);
  const inputs = { dbClusterIdentifier: wanted, dbClusterSnapshotIdentifier: id };
  const outputs = { engine: 'docdb', engineVersion: found.inputs.engineVersion ?? null, status: 'available' };
  cloud.put?.({ type: SNAPSHOT, id, inputs, outputs });
  return { DBClusterSnapshot: { DBClusterSnapshotIdentifier: id, Status: 'available' } };
};

export const describeSnapshots: SandboxApi = (params, cloud) => {
  const id = String(params.DBClusterSnapshotIdentifier);
  const found = cloud.get(SNAPSHOT, id);
  if (found === undefined) throw new Error(`DBClusterSnapshotNotFoundFault: DBClusterSnapshot ${id} not found.`);
  return {
    DBClusterSnapshots: [{ DBClusterSnapshotIdentifier: id, Status: found.outputs.status ?? 'available' }],
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
