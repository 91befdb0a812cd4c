import { asObjects } from '@panka/plugin-common';
import type { Json, JsonObject, SandboxApi, SandboxResource } from 'panka/sdk';
import { GROUP, SERVERLESS } from './sandbox-cache.js';
import { USER_GROUP } from './sandbox-users.js';

/** Answers from what the cloud file holds: an edited `status` is what a verifier sees. */
export const describeReplicationGroups: SandboxApi = (params, cloud) => {
  const wanted = String(params.ReplicationGroupId);
  const found = cloud.get(GROUP, wanted);
  if (found === undefined) throw new Error(`ReplicationGroupNotFoundFault: ReplicationGroup ${wanted} not found.`);
  const { configurationEndpointAddress: configuration, memberClusters } = found.outputs;
  const endpoint: JsonObject = configuration === undefined ? {} : { ConfigurationEndpoint: { Address: configuration } };
  return {
    ReplicationGroups: [
      {
        ReplicationGroupId: wanted,
        Status: found.outputs.status ?? 'available',
        AuthTokenEnabled: found.outputs.authTokenEnabled ?? false,
        MemberClusters: memberClusters ?? [],
        NodeGroups: nodeGroups(found),
        ...endpoint,
      },
    ],
  };
};

function nodeGroups({ inputs, outputs }: SandboxResource): Json {
  const primary = outputs.primaryEndpointAddress;
  return Array.from({ length: Number(inputs.numNodeGroups ?? 1) }, (_, i) => ({
    NodeGroupId: String(i + 1).padStart(4, '0'),
    Status: outputs.status ?? 'available',
    ...(primary === undefined ? {} : { PrimaryEndpoint: { Address: primary } }),
  })) satisfies JsonObject[];
}

export const describeServerlessCaches: SandboxApi = (params, cloud) => {
  const wanted = String(params.ServerlessCacheName);
  const found = cloud.get(SERVERLESS, wanted);
  if (found === undefined) throw new Error(`ServerlessCacheNotFoundFault: Serverless cache ${wanted} not found.`);
  const [endpoint] = asObjects(found.outputs.endpoints);
  return {
    ServerlessCaches: [
      {
        ServerlessCacheName: wanted,
        Status: found.outputs.status ?? 'available',
        ...(endpoint === undefined ? {} : { Endpoint: { Address: endpoint.address ?? null, Port: 6379 } }),
      },
    ],
  };
};

export const describeUserGroups: SandboxApi = (params, cloud) => {
  const wanted = String(params.UserGroupId);
  const found = cloud.get(USER_GROUP, wanted);
  if (found === undefined) throw new Error(`UserGroupNotFoundFault: User Group ${wanted} not found.`);
  return {
    UserGroups: [
      { UserGroupId: wanted, Status: found.outputs.status ?? 'active', UserIds: found.inputs.userIds ?? [] },
    ],
  };
};
