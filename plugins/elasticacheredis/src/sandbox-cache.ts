import type { JsonObject, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';

export const GROUP = 'aws:elasticache/replicationGroup:ReplicationGroup';
export const SERVERLESS = 'aws:elasticache/serverlessCache:ServerlessCache';
/** @pulumi/aws has no class for a snapshot of ElastiCache; the sandbox still has to keep them somewhere. */
const SNAPSHOT = 'aws:elasticache/snapshot:Snapshot';

export const replicationGroupModel: ResourceModel = {
  type: GROUP,
  replaces: [
    'replicationGroupId',
    'atRestEncryptionEnabled',
    'kmsKeyId',
    'port',
    'subnetGroupName',
    'networkType',
    'dataTieringEnabled',
    'snapshotArns',
    'snapshotName',
    'globalReplicationGroupId',
  ],
  identity: ['replicationGroupId'],
  arn: 'arn:{partition}:elasticache:{region}:{account}:replicationgroup:{replicationGroupId}',
  writeOnly: ['authTokenWo'],
  computed: (made) => {
    const sharded = made.inputs.numNodeGroups !== undefined;
    const region = made.region.replaceAll('-', '').slice(0, 4);
    const host = (start: string) =>
      `${start}${made.inputs.replicationGroupId}.${made.hex(6)}.${region}.cache.amazonaws.com`;
    return {
      clusterEnabled: sharded,
      ...(sharded
        ? { configurationEndpointAddress: host('clustercfg.') }
        : { primaryEndpointAddress: host('master.'), readerEndpointAddress: host('replica.') }),
      engineVersionActual: made.inputs.engineVersion ?? '',
      memberClusters: members(made.inputs),
      // A cache that is not well stays so through an update.
      status: made.previous?.status ?? 'available',
    };
  },
  refuses: ({ inputs, previous }, cloud) =>
    shapeRefusal(inputs) ?? loginRefusal(inputs, cloud) ?? oldRefusal(inputs, previous),
  refusesDelete: (_found, cloud, asked) =>
    asked.finalSnapshotIdentifier !== undefined &&
    cloud.get(SNAPSHOT, String(asked.finalSnapshotIdentifier)) !== undefined
      ? `SnapshotAlreadyExistsFault: Snapshot with specified name already exists: ${String(asked.finalSnapshotIdentifier)}`
      : undefined,
  stateOnly: ['finalSnapshotIdentifier', 'applyImmediately', 'authTokenUpdateStrategy'],
  leaves: (found, _cloud, asked) => finalSnapshot(found, asked),
};

export const snapshotModel: ResourceModel = {
  type: SNAPSHOT,
  replaces: ['snapshotName', 'replicationGroupId'],
  identity: ['snapshotName'],
  keeps: () => true,
};

export const serverlessModel: ResourceModel = {
  type: SERVERLESS,
  replaces: ['name', 'engine', 'kmsKeyId', 'subnetIds', 'snapshotArnsToRestores', 'networkType'],
  identity: ['name'],
  arn: 'arn:{partition}:elasticache:{region}:{account}:serverlesscache:{name}',
  computed: (made) => {
    const region = made.region.replaceAll('-', '').slice(0, 4);
    const address = `${made.inputs.name}-${made.hex(6)}.serverless.${region}.cache.amazonaws.com`;
    return {
      endpoints: [{ address, port: 6379 }],
      readerEndpoints: [{ address, port: 6380 }],
      fullEngineVersion: `${String(made.inputs.majorEngineVersion)}.0`,
      status: made.previous?.status ?? 'available',
    };
  },
};

/** Names of the nodes, as ElastiCache numbers them. */
function members(inputs: JsonObject): readonly string[] {
  const name = String(inputs.replicationGroupId);
  const numbered = (count: number, digits: number) =>
    Array.from({ length: count }, (_, i) => String(i + 1).padStart(digits, '0'));
  if (inputs.numNodeGroups === undefined)
    return numbered(Number(inputs.numCacheClusters ?? 1), 3).map((node) => `${name}-${node}`);
  return numbered(Number(inputs.numNodeGroups), 4).flatMap((shard) =>
    numbered(1 + Number(inputs.replicasPerNodeGroup ?? 0), 3).map((node) => `${name}-${shard}-${node}`),
  );
}

function shapeRefusal(inputs: JsonObject): string | undefined {
  const { automaticFailoverEnabled, multiAzEnabled, numCacheClusters, nodeType } = inputs;
  if (!/^cache\.\w+\.\w+$/.test(String(nodeType)))
    return `InvalidParameterValue: The parameter CacheNodeType must be provided and must not be blank.`;
  if (automaticFailoverEnabled === true && numCacheClusters === 1)
    return 'InvalidParameterCombination: Automatic failover is not supported for replication groups with less than 2 cache clusters.';
  if (multiAzEnabled === true && automaticFailoverEnabled !== true)
    return 'InvalidParameterCombination: Must enable automatic failover if Multi-AZ is enabled.';
  return undefined;
}

function loginRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const groups = Array.isArray(inputs.userGroupIds) ? inputs.userGroupIds : [];
  const missing = groups.find((id) => cloud.get('aws:elasticache/userGroup:UserGroup', String(id)) === undefined);
  if (missing !== undefined) return `UserGroupNotFoundFault: User Group ${String(missing)} not found.`;
  const withToken = inputs.authTokenWo !== undefined || inputs.authToken !== undefined;
  if (withToken && inputs.transitEncryptionEnabled !== true)
    return 'InvalidParameterCombination: AUTH token can only be used with in-transit encryption.';
  return undefined;
}

/** TLS of engines before 7 is decided for good; later ones go by way of `preferred`. */
function oldRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  if (
    previous === undefined ||
    (inputs.transitEncryptionEnabled ?? false) === (previous.transitEncryptionEnabled ?? false)
  )
    return undefined;
  if (String(inputs.engineVersion).startsWith('6'))
    return 'InvalidParameterCombination: Transit encryption can be changed from engine version 7.0 on.';
  return [inputs, previous].some(({ transitEncryptionMode }) => transitEncryptionMode === 'preferred')
    ? undefined
    : 'InvalidParameterValue: Transit encryption mode has to be preferred before it is required, and before it is turned off.';
}

function finalSnapshot(found: SandboxResource, asked: JsonObject): readonly SandboxResource[] {
  const name = asked.finalSnapshotIdentifier;
  if (name === undefined) return [];
  const inputs = { snapshotName: name, replicationGroupId: found.id };
  return [{ type: SNAPSHOT, id: String(name), inputs, outputs: { status: 'available', source: 'manual' } }];
}
