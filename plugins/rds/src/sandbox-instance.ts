import type { JsonObject, MadeResource, ResourceModel } from 'panka/sdk';
import { ENGINES, type EngineType } from './engines.js';
import { deleteRefusal, upgradeRefusal, versionRefusal } from './sandbox-refusals.js';
import { SNAPSHOT, snapshotOfInstance, snapshotRefusal } from './sandbox-snapshot.js';

export const INSTANCE = 'aws:rds/instance:Instance';

export const instanceModel: ResourceModel = {
  type: INSTANCE,
  replaces: [
    'identifier',
    'identifierPrefix',
    'dbName',
    'dbSubnetGroupName',
    'kmsKeyId',
    'storageEncrypted',
    'username',
    'engine',
    'characterSetName',
    'timezone',
    'snapshotIdentifier',
    'restoreToPointInTime',
    'availabilityZone',
  ],
  identity: ['identifier'],
  // Since v6 of the provider the id is the resource id, which survives a new identifier.
  id: (made) => `db-${made.hex(26).toUpperCase()}`,
  arn: 'arn:{partition}:rds:{region}:{account}:db:{identifier}',
  writeOnly: ['passwordWo'],
  computed: (made, cloud) => {
    const source = cloud.list(INSTANCE).find((primary) => primary.inputs.identifier === made.inputs.replicateSourceDb);
    const engine = String(made.inputs.engine ?? source?.inputs.engine ?? 'postgres');
    const port = made.inputs.port ?? ENGINES[engine as EngineType]?.port ?? 5432;
    const address = `${made.inputs.identifier}.${made.hex(12)}.${made.region}.rds.amazonaws.com`;
    return {
      engine,
      address,
      port,
      endpoint: `${address}:${port}`,
      hostedZoneId: 'Z2R2ITUGPM61AM',
      resourceId: made.id,
      // A database that is not well stays so through an update.
      status: made.previous?.status ?? 'available',
      engineVersionActual: made.inputs.engineVersion ?? source?.inputs.engineVersion ?? '',
      masterUserSecrets: managedSecrets(made, 'db'),
    };
  },
  refuses: ({ inputs, previous }) =>
    versionRefusal(inputs) ?? upgradeRefusal(inputs, previous) ?? storageRefusal(inputs, previous),
  refusesDelete: (found, cloud, asked) =>
    cloud.list(INSTANCE).some((replica) => replica.inputs.replicateSourceDb === found.inputs.identifier)
      ? `InvalidDBInstanceState: Cannot delete DB instance ${found.inputs.identifier}, it has read replicas.`
      : (deleteRefusal({ ...asked, deletionProtection: found.inputs.deletionProtection ?? false }, 'Instance') ??
        snapshotRefusal(asked, cloud, SNAPSHOT)),
  stateOnly: ['skipFinalSnapshot', 'finalSnapshotIdentifier'],
  leaves: (found, _cloud, asked) => snapshotOfInstance(found, asked),
};

/** The secret that RDS makes and rotates. */
export function managedSecrets(made: MadeResource, prefix: 'db' | 'cluster'): readonly JsonObject[] {
  if (made.inputs.manageMasterUserPassword !== true) return [];
  const id = made.hex(32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  return [
    {
      kmsKeyId: made.inputs.masterUserSecretKmsKeyId ?? 'alias/aws/secretsmanager',
      secretArn: `arn:${made.partition}:secretsmanager:${made.region}:${made.account}:secret:rds!${prefix}-${id}-${made.hex(6)}`,
      secretStatus: 'active',
    },
  ];
}

function storageRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  const [now, before] = [Number(inputs.allocatedStorage), Number(previous?.allocatedStorage)];
  if (now < before)
    return `InvalidParameterCombination: Requested storage size (${now}) cannot be less than the current storage size (${before}).`;
  const growing = Number(inputs.maxAllocatedStorage);
  if (growing <= now) return `InvalidParameterCombination: Max storage size must be greater than storage size`;
  return undefined;
}
