import type { JsonObject, MadeResource, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';
import { VERSIONS } from './settings.js';

export const CLUSTER = 'aws:memorydb/cluster:Cluster';
export const ACL = 'aws:memorydb/acl:Acl';
const SNAPSHOT = 'aws:memorydb/snapshot:Snapshot';
/** What every account has; it lets everybody in. */
const OPEN_ACL = 'open-access';

export const clusterModel: ResourceModel = {
  type: CLUSTER,
  replaces: [
    'name',
    'namePrefix',
    'port',
    'kmsKeyArn',
    'subnetGroupName',
    'tlsEnabled',
    'dataTiering',
    'snapshotArns',
    'snapshotName',
    'autoMinorVersionUpgrade',
    'multiRegionClusterName',
    'networkType',
  ],
  identity: ['name'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:cluster/{name}',
  computed: (made) => {
    const port = made.inputs.port ?? 6379;
    const address = `clustercfg.${made.inputs.name}.${made.hex(6)}.memorydb.${made.region}.amazonaws.com`;
    return {
      clusterEndpoints: [{ address, port }],
      shards: shardsOf(made),
      enginePatchVersion: `${String(made.inputs.engineVersion)}.0`,
      // A cluster that is not well stays so through an update.
      status: made.previous?.status ?? 'available',
    };
  },
  refuses: ({ inputs, previous }, cloud) => refusal(inputs, previous, cloud),
  refusesDelete: (_found, cloud, asked) =>
    asked.finalSnapshotName !== undefined && cloud.get(SNAPSHOT, String(asked.finalSnapshotName)) !== undefined
      ? `SnapshotAlreadyExistsFault: Snapshot with specified name already exists: ${String(asked.finalSnapshotName)}`
      : undefined,
  stateOnly: ['finalSnapshotName'],
  leaves: (found, _cloud, asked) => finalSnapshot(found, asked),
};

/** Snapshots outlive their cluster: only a person deletes them. */
export const snapshotModel: ResourceModel = {
  type: SNAPSHOT,
  replaces: ['name', 'namePrefix', 'clusterName', 'kmsKeyArn'],
  identity: ['name'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:snapshot/{name}',
  keeps: () => true,
};

function shardsOf({ inputs }: MadeResource): readonly JsonObject[] {
  const nodes = 1 + Number(inputs.numReplicasPerShard ?? 1);
  return Array.from({ length: Number(inputs.numShards ?? 1) }, (_, i) => {
    const name = String(i + 1).padStart(4, '0');
    return { name, numNodes: nodes, slots: '' };
  });
}

function refusal(inputs: JsonObject, previous: JsonObject | undefined, cloud: SandboxCloud): string | undefined {
  const { engine, engineVersion, nodeType, aclName, tlsEnabled } = inputs;
  const offered = engine === 'redis' ? VERSIONS.redis : VERSIONS.valkey;
  if (!offered.includes(String(engineVersion)))
    return `InvalidParameterValueException: The specified engine version ${String(engineVersion)} is not supported for ${String(engine)}.`;
  if (!/^db\.\w+\.\w+$/.test(String(nodeType)))
    return `InvalidParameterValueException: ${String(nodeType)} is not a valid node type.`;
  if (aclName !== OPEN_ACL && cloud.get(ACL, String(aclName)) === undefined)
    return `ACLNotFoundFault: ACL ${String(aclName)} not found.`;
  if (tlsEnabled === false && aclName !== OPEN_ACL)
    return 'InvalidParameterCombinationException: Only the open-access ACL can be used without TLS.';
  return Number(engineVersion) < Number(previous?.engineVersion) && engine === previous?.engine
    ? 'InvalidParameterValueException: Engine versions cannot go back.'
    : undefined;
}

function finalSnapshot(found: SandboxResource, asked: JsonObject): readonly SandboxResource[] {
  const name = asked.finalSnapshotName;
  if (name === undefined) return [];
  const inputs = { name, clusterName: found.id };
  return [{ type: SNAPSHOT, id: String(name), inputs, outputs: { status: 'available', source: 'manual' } }];
}
