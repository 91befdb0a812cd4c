import type { JsonObject, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';

export const SNAPSHOT = 'aws:rds/snapshot:Snapshot';
export const CLUSTER_SNAPSHOT = 'aws:rds/clusterSnapshot:ClusterSnapshot';

/** Snapshots outlive their database: only a person deletes them. */
export const snapshotModels: readonly ResourceModel[] = [
  {
    type: SNAPSHOT,
    replaces: ['dbInstanceIdentifier', 'dbSnapshotIdentifier'],
    identity: ['dbSnapshotIdentifier'],
    keeps: () => true,
  },
  {
    type: CLUSTER_SNAPSHOT,
    replaces: ['dbClusterIdentifier', 'dbClusterSnapshotIdentifier'],
    identity: ['dbClusterSnapshotIdentifier'],
    keeps: () => true,
  },
];

/** Name of the snapshot that a delete asks for; undefined: none. */
function finalSnapshot({ skipFinalSnapshot, finalSnapshotIdentifier, replicateSourceDb }: JsonObject) {
  return skipFinalSnapshot === true || replicateSourceDb !== undefined || finalSnapshotIdentifier === undefined
    ? undefined
    : String(finalSnapshotIdentifier);
}

/** AWS makes no second snapshot of a name. */
export function snapshotRefusal(asked: JsonObject, cloud: SandboxCloud, type: string): string | undefined {
  const name = finalSnapshot(asked);
  if (name === undefined || cloud.get(type, name) === undefined) return undefined;
  const code = type === SNAPSHOT ? 'DBSnapshotAlreadyExists' : 'DBClusterSnapshotAlreadyExistsFault';
  return `${code}: Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`;
}

/** The final snapshot of an instance. */
export function snapshotOfInstance(found: SandboxResource, asked: JsonObject): readonly SandboxResource[] {
  const name = finalSnapshot(asked);
  if (name === undefined) return [];
  const inputs = { dbInstanceIdentifier: found.inputs.identifier ?? null, dbSnapshotIdentifier: name };
  return [{ type: SNAPSHOT, id: name, inputs, outputs: contents(found) }];
}

/** The final snapshot of a cluster. */
export function snapshotOfCluster(found: SandboxResource, asked: JsonObject): readonly SandboxResource[] {
  const name = finalSnapshot(asked);
  if (name === undefined) return [];
  const inputs = { dbClusterIdentifier: found.id, dbClusterSnapshotIdentifier: name };
  return [{ type: CLUSTER_SNAPSHOT, id: name, inputs, outputs: contents(found) }];
}

/** What a snapshot says of itself. */
export function contents({ inputs, outputs }: SandboxResource): JsonObject {
  return {
    engine: inputs.engine ?? null,
    engineVersion: outputs.engineVersionActual ?? null,
    snapshotType: 'manual',
    status: 'available',
  };
}
