import type { JsonObject, MadeResource, ResourceModel, SandboxResource } from 'panka/sdk';
import { limitsOf } from './instance-classes.js';

export const CLUSTER = 'aws:docdb/cluster:Cluster';
export const MEMBER = 'aws:docdb/clusterInstance:ClusterInstance';
export const SNAPSHOT = 'aws:docdb/clusterSnapshot:ClusterSnapshot';
const VERSIONS = ['4.0.0', '5.0.0', '8.0.0'];

export const clusterModel: ResourceModel = {
  type: CLUSTER,
  replaces: [
    'clusterIdentifier',
    'clusterIdentifierPrefix',
    'dbSubnetGroupName',
    'engine',
    'kmsKeyId',
    'masterUsername',
    'port',
    'storageEncrypted',
    'snapshotIdentifier',
    'restoreToPointInTime',
    'availabilityZones',
  ],
  identity: ['clusterIdentifier'],
  arn: 'arn:{partition}:rds:{region}:{account}:cluster:{clusterIdentifier}',
  writeOnly: ['masterPasswordWo'],
  computed: (made) => {
    const name = String(made.inputs.clusterIdentifier);
    const domain = `${made.hex(12)}.${made.region}.docdb.amazonaws.com`;
    return {
      endpoint: `${name}.cluster-${domain}`,
      readerEndpoint: `${name}.cluster-ro-${domain}`,
      hostedZoneId: 'ZNKXH85TT8WVW',
      clusterResourceId: `cluster-${made.hex(26).toUpperCase()}`,
      // A cluster that is not well stays so through an update.
      status: made.previous?.status ?? 'available',
      masterUserSecrets: managedSecrets(made),
    };
  },
  refuses: ({ inputs, previous }) => versionRefusal(inputs, previous) ?? storageRefusal(inputs),
  refusesDelete: (found, cloud, asked) => {
    if (cloud.list(MEMBER).some((member) => member.inputs.clusterIdentifier === found.id))
      return 'InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.';
    if (found.inputs.deletionProtection === true)
      return 'InvalidParameterCombination: Cannot delete protected Cluster, please disable deletion protection and try again.';
    const name = asked.finalSnapshotIdentifier;
    if (asked.skipFinalSnapshot === true) return undefined;
    if (name === undefined)
      return 'InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.';
    return cloud.get(SNAPSHOT, String(name)) === undefined
      ? undefined
      : `DBClusterSnapshotAlreadyExistsFault: Cannot create the snapshot because a snapshot with the identifier ${name} already exists.`;
  },
  stateOnly: ['skipFinalSnapshot', 'finalSnapshotIdentifier'],
  leaves: (found, _cloud, asked) => finalSnapshot(found, asked),
};

export const memberModel: ResourceModel = {
  type: MEMBER,
  replaces: ['identifier', 'identifierPrefix', 'clusterIdentifier', 'engine', 'availabilityZone'],
  identity: ['identifier'],
  arn: 'arn:{partition}:rds:{region}:{account}:db:{identifier}',
  computed: (made, cloud) => ({
    endpoint: `${made.inputs.identifier}.${made.hex(12)}.${made.region}.docdb.amazonaws.com`,
    port: cloud.get(CLUSTER, String(made.inputs.clusterIdentifier))?.inputs.port ?? 27_017,
    dbiResourceId: `db-${made.hex(26).toUpperCase()}`,
    writer: made.inputs.promotionTier === 0,
    status: made.previous?.status ?? 'available',
  }),
  refuses: ({ inputs }, cloud) => {
    if (cloud.get(CLUSTER, String(inputs.clusterIdentifier)) === undefined)
      return `DBClusterNotFoundFault: DBCluster ${String(inputs.clusterIdentifier)} not found.`;
    return limitsOf(String(inputs.instanceClass)) === undefined
      ? `InvalidParameterValue: Invalid DB Instance class: ${String(inputs.instanceClass)}`
      : undefined;
  },
};

/** Snapshots outlive their cluster: only a person deletes them. */
export const snapshotModel: ResourceModel = {
  type: SNAPSHOT,
  replaces: ['dbClusterIdentifier', 'dbClusterSnapshotIdentifier'],
  identity: ['dbClusterSnapshotIdentifier'],
  keeps: () => true,
};

function finalSnapshot(found: SandboxResource, asked: JsonObject): readonly SandboxResource[] {
  const name = asked.finalSnapshotIdentifier;
  if (asked.skipFinalSnapshot === true || name === undefined) return [];
  const inputs = { dbClusterIdentifier: found.id, dbClusterSnapshotIdentifier: name };
  const outputs = { engine: 'docdb', engineVersion: found.inputs.engineVersion ?? null, status: 'available' };
  return [{ type: SNAPSHOT, id: String(name), inputs, outputs }];
}

/** A major version moves only where it is allowed, and never back. */
function versionRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  const to = String(inputs.engineVersion);
  if (!VERSIONS.includes(to)) return `InvalidParameterCombination: Cannot find version ${to} for docdb`;
  const from = previous?.engineVersion;
  if (from === undefined || from === to) return undefined;
  if (VERSIONS.indexOf(to) < VERSIONS.indexOf(String(from)))
    return `InvalidParameterCombination: Cannot downgrade from ${from} to ${to}`;
  return inputs.allowMajorVersionUpgrade === true
    ? undefined
    : 'InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version.';
}

function storageRefusal({ storageType, engineVersion }: JsonObject): string | undefined {
  return storageType === 'iopt1' && engineVersion === '4.0.0'
    ? 'InvalidParameterCombination: The storage type iopt1 is not supported for engine version 4.0.0'
    : undefined;
}

/** The secret that DocumentDB makes and rotates, by way of RDS. */
function managedSecrets(made: MadeResource): readonly JsonObject[] {
  if (made.inputs.manageMasterUserPassword !== true) return [];
  const id = made.hex(32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  const secretArn = `arn:${made.partition}:secretsmanager:${made.region}:${made.account}:secret:rds!cluster-${id}-${made.hex(6)}`;
  return [{ kmsKeyId: 'alias/aws/secretsmanager', secretArn, secretStatus: 'active' }];
}
