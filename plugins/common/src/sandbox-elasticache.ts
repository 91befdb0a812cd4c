import type { JsonObject, ResourceModel, SandboxCloud, SandboxResource } from 'panka/sdk';

/** What may stand in a subnet group or use a parameter group. */
const CACHES = ['aws:elasticache/replicationGroup:ReplicationGroup', 'aws:elasticache/cluster:Cluster'];

/** Groups of ElastiCache in the sandbox, for every kind that makes caches: spread them into `models`. Source: ElastiCache API reference. */
export const sandboxCacheGroups: readonly ResourceModel[] = [
  {
    type: 'aws:elasticache/subnetGroup:SubnetGroup',
    replaces: ['name'],
    identity: ['name'],
    arn: 'arn:{partition}:elasticache:{region}:{account}:subnetgroup:{name}',
    refusesDelete: (found, cloud) =>
      isUsed(found, cloud, 'subnetGroupName')
        ? `CacheSubnetGroupInUse: Cache subnet group ${found.id} is currently in use by a cache cluster.`
        : undefined,
  },
  {
    type: 'aws:elasticache/parameterGroup:ParameterGroup',
    replaces: ['name', 'family', 'description'],
    identity: ['name'],
    arn: 'arn:{partition}:elasticache:{region}:{account}:parametergroup:{name}',
    refuses: ({ inputs }) => familyRefusal(inputs),
    refusesDelete: (found, cloud) =>
      isUsed(found, cloud, 'parameterGroupName')
        ? `InvalidCacheParameterGroupState: One or more cache clusters are still members of this parameter group ${found.id}, so the group cannot be deleted`
        : undefined,
  },
];

/** Families on offer. Source: ElastiCache API reference, CreateCacheParameterGroup. */
const FAMILIES = /^(memcached1\.[456]|redis(6\.x|7)|valkey[789])$/;

function familyRefusal({ family }: JsonObject): string | undefined {
  return FAMILIES.test(String(family))
    ? undefined
    : `InvalidParameterValue: CacheParameterGroupFamily ${String(family)} is not a valid parameter group family.`;
}

function isUsed(group: SandboxResource, cloud: SandboxCloud, input: string): boolean {
  return CACHES.some((type) => cloud.list(type).some((cache) => cache.inputs[input] === group.id));
}
