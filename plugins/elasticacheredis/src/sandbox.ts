import { sandboxCacheGroups, sandboxSecretInvokes } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';
import { describeReplicationGroups, describeServerlessCaches, describeUserGroups } from './sandbox-api.js';
import { replicationGroupModel, serverlessModel, snapshotModel } from './sandbox-cache.js';
import { userGroupModel, userModel } from './sandbox-users.js';

/** How the sandbox simulates what this kind declares. Replacing inputs: the provider's resources of ElastiCache. */
const models: SandboxModels = {
  models: [...sandboxCacheGroups, replicationGroupModel, snapshotModel, serverlessModel, userModel, userGroupModel],
  invokes: sandboxSecretInvokes,
  api: {
    'elasticache:DescribeReplicationGroups': describeReplicationGroups,
    'elasticache:DescribeServerlessCaches': describeServerlessCaches,
    'elasticache:DescribeUserGroups': describeUserGroups,
  },
};
export default models;
