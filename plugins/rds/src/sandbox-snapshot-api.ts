import type { JsonObject, SandboxApi, SandboxCloud, SandboxResource } from 'panka/sdk';
import { CLUSTER } from './sandbox-cluster.js';
import { INSTANCE } from './sandbox-instance.js';
import { CLUSTER_SNAPSHOT, contents, SNAPSHOT } from './sandbox-snapshot.js';

/** Snapshots that somebody asks for; they are there at once. */
export const snapshotApi: Readonly<Record<string, SandboxApi>> = {
  'rds:CreateDBSnapshot': (params, cloud) => {
    const wanted = String(params.DBInstanceIdentifier);
    const found = cloud.list(INSTANCE).find(({ inputs }) => inputs.identifier === wanted);
    if (found === undefined) throw new Error(`DBInstanceNotFoundFault: DBInstance ${wanted} not found.`);
    const inputs = { dbInstanceIdentifier: wanted, dbSnapshotIdentifier: String(params.DBSnapshotIdentifier) };
    return { DBSnapshot: put(cloud, SNAPSHOT, { id: inputs.dbSnapshotIdentifier, inputs, of: found }) };
  },
  'rds:CreateDBClusterSnapshot': (params, cloud) => {
    const wanted = String(params.DBClusterIdentifier);
    const found = cloud.get(CLUSTER, wanted);
    if (found === undefined) throw new Error(`DBClusterNotFoundFault: DBCluster ${wanted} not found.`);
    const name = String(params.DBClusterSnapshotIdentifier);
    const inputs = { dbClusterIdentifier: wanted, dbClusterSnapshotIdentifier: name };
    return { DBClusterSnapshot: put(cloud, CLUSTER_SNAPSHOT, { id: name, inputs, of: found }) };
  },
  'rds:DescribeDBSnapshots': (params, cloud) => ({
    DBSnapshots: [described(cloud, SNAPSHOT, String(params.DBSnapshotIdentifier))],
  }),
  'rds:DescribeDBClusterSnapshots': (params, cloud) => ({
    DBClusterSnapshots: [described(cloud, CLUSTER_SNAPSHOT, String(params.DBClusterSnapshotIdentifier))],
  }),
};

function put(
  cloud: SandboxCloud,
  type: string,
  { id, inputs, of }: { id: string; inputs: JsonObject; of: SandboxResource },
): JsonObject {
  if (cloud.get(type, id) !== undefined)
    throw new Error(`${fault(type, 'AlreadyExists')}: Cannot create the snapshot because ${id} already exists.`);
  const outputs = contents(of);
  cloud.put?.({ type, id, inputs, outputs });
  return { Status: outputs.status ?? null };
}

function described(cloud: SandboxCloud, type: string, id: string): JsonObject {
  const found = cloud.get(type, id);
  if (found === undefined) throw new Error(`${fault(type, 'NotFoundFault')}: ${id} not found.`);
  return { Status: found.outputs.status ?? null, Engine: found.outputs.engine ?? null };
}

function fault(type: string, what: string): string {
  return type === SNAPSHOT ? `DBSnapshot${what}` : `DBClusterSnapshot${what}`;
}
