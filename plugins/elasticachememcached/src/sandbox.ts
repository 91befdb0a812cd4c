import { asObjects, sandboxCacheGroups } from '@panka/plugin-common';
import type { JsonObject, MadeResource, ResourceModel, SandboxApi, SandboxModels } from 'panka/sdk';
import { nodeTypeHasTls, VERSIONS, versionHasTls } from './settings.js';

const CLUSTER = 'aws:elasticache/cluster:Cluster';
const ZONES = ['a', 'b', 'c'];

const cluster: ResourceModel = {
  type: CLUSTER,
  replaces: [
    'clusterId',
    'engine',
    'port',
    'subnetGroupName',
    'nodeType',
    'networkType',
    'transitEncryptionEnabled',
    'availabilityZone',
  ],
  identity: ['clusterId'],
  arn: 'arn:{partition}:elasticache:{region}:{account}:cluster:{clusterId}',
  computed: (made) => {
    const address = `${made.inputs.clusterId}.${made.hex(6)}.cfg.${shortRegion(made)}.cache.amazonaws.com`;
    return {
      clusterAddress: address,
      configurationEndpoint: `${address}:${made.inputs.port}`,
      cacheNodes: nodesOf(made),
      engineVersionActual: made.inputs.engineVersion ?? '',
      // A cache that is not well stays so through an update.
      status: made.previous?.status ?? 'available',
    };
  },
  stateOnly: ['applyImmediately'],
  refuses: ({ inputs }) => refusal(inputs),
};

function shortRegion({ region }: MadeResource): string {
  return region.replaceAll('-', '').slice(0, 4);
}

function nodesOf(made: MadeResource): readonly JsonObject[] {
  const { clusterId, numCacheNodes, port, azMode } = made.inputs;
  return Array.from({ length: Number(numCacheNodes) }, (_, i) => {
    const id = String(i + 1).padStart(4, '0');
    const zone = azMode === 'cross-az' ? ZONES[i % ZONES.length] : ZONES[0];
    return {
      id,
      address: `${clusterId}.${made.hex(6)}.${id}.${shortRegion(made)}.cache.amazonaws.com`,
      port: port ?? 11_211,
      availabilityZone: `${made.region}${zone}`,
    };
  });
}

/** What ElastiCache refuses. Source: CreateCacheCluster. */
function refusal(inputs: JsonObject): string | undefined {
  const version = String(inputs.engineVersion);
  const nodeType = String(inputs.nodeType);
  if (!VERSIONS.includes(version)) return `InvalidParameterValue: Cannot find version ${version} for memcached`;
  if (!/^cache\.\w+\.\w+$/.test(nodeType))
    return 'InvalidParameterValue: The parameter CacheNodeType must be provided and must not be blank.';
  if (inputs.azMode === 'cross-az' && Number(inputs.numCacheNodes) < 2)
    return 'InvalidParameterCombination: Cross-AZ clusters need more than one node.';
  if (inputs.transitEncryptionEnabled === true && !(versionHasTls(version) && nodeTypeHasTls(nodeType)))
    return `InvalidParameterCombination: Encryption in transit is not supported for version ${version} on ${nodeType}.`;
  return undefined;
}

/** Answers from what the cloud file holds: an edited `status`, of the cache or of a node, is what a verifier sees. */
const describe: SandboxApi = (params, cloud) => {
  const wanted = String(params.CacheClusterId);
  const found = cloud.get(CLUSTER, wanted);
  if (found === undefined) throw new Error(`CacheClusterNotFoundFault: CacheCluster ${wanted} not found.`);
  const { outputs, inputs } = found;
  const nodes = asObjects(outputs.cacheNodes).map((node) => ({
    CacheNodeId: node.id ?? null,
    CacheNodeStatus: node.status ?? 'available',
  }));
  return {
    CacheClusters: [
      {
        CacheClusterId: wanted,
        CacheClusterStatus: outputs.status ?? 'available',
        ConfigurationEndpoint: { Address: outputs.clusterAddress ?? null, Port: inputs.port ?? null },
        CacheNodes: nodes,
        PendingModifiedValues: outputs.pendingModifiedValues ?? {},
      },
    ],
  };
};

/** How the sandbox simulates what this kind declares. Replacing inputs: the provider's resources of ElastiCache. */
const models: SandboxModels = {
  models: [...sandboxCacheGroups, cluster],
  api: { 'elasticache:DescribeCacheClusters': describe },
};
export default models;
