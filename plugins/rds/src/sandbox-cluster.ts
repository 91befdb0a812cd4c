import type { ResourceModel } from 'panka/sdk';
import { ENGINES, type EngineType } from './engines.js';
import { managedSecrets } from './sandbox-instance.js';
import { deleteRefusal, upgradeRefusal, versionRefusal } from './sandbox-refusals.js';
import { CLUSTER_SNAPSHOT, snapshotOfCluster, snapshotRefusal } from './sandbox-snapshot.js';

export const CLUSTER = 'aws:rds/cluster:Cluster';
export const MEMBER = 'aws:rds/clusterInstance:ClusterInstance';

export const clusterModel: ResourceModel = {
  type: CLUSTER,
  replaces: [
    'clusterIdentifier',
    'clusterIdentifierPrefix',
    'databaseName',
    'dbSubnetGroupName',
    'engine',
    'engineMode',
    'kmsKeyId',
    'masterUsername',
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
    const domain = `${made.hex(12)}.${made.region}.rds.amazonaws.com`;
    return {
      endpoint: `${name}.cluster-${domain}`,
      readerEndpoint: `${name}.cluster-ro-${domain}`,
      port: made.inputs.port ?? ENGINES[String(made.inputs.engine) as EngineType]?.port ?? 5432,
      hostedZoneId: 'Z2R2ITUGPM61AM',
      clusterResourceId: `cluster-${made.hex(26).toUpperCase()}`,
      engineVersionActual: made.inputs.engineVersion ?? '',
      status: made.previous?.status ?? 'available',
      masterUserSecrets: managedSecrets(made, 'cluster'),
    };
  },
  refuses: ({ inputs, previous }) => versionRefusal(inputs) ?? upgradeRefusal(inputs, previous),
  refusesDelete: (found, cloud, asked) =>
    cloud.list(MEMBER).some((member) => member.inputs.clusterIdentifier === found.id)
      ? 'InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in non-deleting state.'
      : (deleteRefusal({ ...asked, deletionProtection: found.inputs.deletionProtection ?? false }, 'Cluster') ??
        snapshotRefusal(asked, cloud, CLUSTER_SNAPSHOT)),
  stateOnly: ['skipFinalSnapshot', 'finalSnapshotIdentifier'],
  leaves: (found, _cloud, asked) => snapshotOfCluster(found, asked),
};

export const memberModel: ResourceModel = {
  type: MEMBER,
  replaces: ['identifier', 'identifierPrefix', 'clusterIdentifier', 'engine', 'dbSubnetGroupName', 'availabilityZone'],
  identity: ['identifier'],
  arn: 'arn:{partition}:rds:{region}:{account}:db:{identifier}',
  computed: (made, cloud) => {
    const cluster = cloud.get(CLUSTER, String(made.inputs.clusterIdentifier));
    return {
      endpoint: `${made.inputs.identifier}.${made.hex(12)}.${made.region}.rds.amazonaws.com`,
      port: cluster?.outputs.port ?? 5432,
      dbiResourceId: `db-${made.hex(26).toUpperCase()}`,
      writer: made.inputs.promotionTier === 0,
      status: made.previous?.status ?? 'available',
    };
  },
  refuses: ({ inputs }, cloud) =>
    cloud.get(CLUSTER, String(inputs.clusterIdentifier)) === undefined
      ? `DBClusterNotFoundFault: DBCluster ${String(inputs.clusterIdentifier)} not found.`
      : undefined,
};
