import { asObjects, sandboxSecretInvokes } from '@panka/plugin-common';
import type { JsonObject, ResourceModel, SandboxApi, SandboxModels } from 'panka/sdk';
import { ACL, CLUSTER, clusterModel, snapshotModel } from './sandbox-cluster.js';
import { aclModel, userModel } from './sandbox-users.js';

const FAMILIES = ['memorydb_redis6', 'memorydb_redis7', 'memorydb_valkey7'];

const subnetGroup: ResourceModel = {
  type: 'aws:memorydb/subnetGroup:SubnetGroup',
  replaces: ['name', 'namePrefix'],
  identity: ['name'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:subnetgroup/{name}',
  refusesDelete: (found, cloud) =>
    cloud.list(CLUSTER).some((cluster) => cluster.inputs.subnetGroupName === found.id)
      ? `SubnetGroupInUseFault: Subnet group ${found.id} is in use by a cluster.`
      : undefined,
};

const parameterGroup: ResourceModel = {
  type: 'aws:memorydb/parameterGroup:ParameterGroup',
  replaces: ['name', 'namePrefix', 'family', 'description'],
  identity: ['name'],
  arn: 'arn:{partition}:memorydb:{region}:{account}:parametergroup/{name}',
  refuses: ({ inputs }) =>
    FAMILIES.includes(String(inputs.family))
      ? undefined
      : `InvalidParameterValueException: ${String(inputs.family)} is not a valid parameter group family.`,
  refusesDelete: (found, cloud) =>
    cloud.list(CLUSTER).some((cluster) => cluster.inputs.parameterGroupName === found.id)
      ? `InvalidParameterGroupStateFault: Parameter group ${found.id} is in use by a cluster.`
      : undefined,
};

/** Answers from what the cloud file holds: an edited `status`, of the cluster or of a shard, is what a verifier sees. */
const describeClusters: SandboxApi = (params, cloud) => {
  const wanted = String(params.ClusterName);
  const found = cloud.get(CLUSTER, wanted);
  if (found === undefined) throw new Error(`ClusterNotFoundFault: Cluster ${wanted} not found.`);
  const { outputs, inputs } = found;
  const [endpoint] = asObjects(outputs.clusterEndpoints);
  const clusterEndpoint: JsonObject = endpoint === undefined ? {} : { Address: endpoint.address ?? null };
  return {
    Clusters: [
      {
        Name: wanted,
        Status: outputs.status ?? 'available',
        ACLName: inputs.aclName ?? null,
        ClusterEndpoint: clusterEndpoint,
        Shards: asObjects(outputs.shards).map((shard) => ({
          Name: shard.name ?? null,
          Status: shard.status ?? 'available',
          NumberOfNodes: shard.numNodes ?? null,
        })),
      },
    ],
  };
};

const describeAcls: SandboxApi = (params, cloud) => {
  const wanted = String(params.ACLName);
  const found = cloud.get(ACL, wanted);
  if (found === undefined) throw new Error(`ACLNotFoundFault: ACL ${wanted} not found.`);
  const { outputs, inputs } = found;
  return { ACLs: [{ Name: wanted, Status: outputs.status ?? 'active', UserNames: inputs.userNames ?? [] }] };
};

/** How the sandbox simulates what this kind declares. Replacing inputs: the provider's resources of MemoryDB. */
const models: SandboxModels = {
  models: [subnetGroup, parameterGroup, userModel, aclModel, clusterModel, snapshotModel],
  invokes: sandboxSecretInvokes,
  api: { 'memorydb:DescribeClusters': describeClusters, 'memorydb:DescribeACLs': describeAcls },
};
export default models;
