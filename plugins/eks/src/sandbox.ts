import type { SandboxModels } from 'panka/sdk';
import { sandboxApi } from './sandbox-api.js';
import { sandboxCluster } from './sandbox-cluster.js';
import { objectModels } from './sandbox-objects.js';
import { workloadModels } from './sandbox-workloads.js';

/** A cluster of Kubernetes as far as workloads of this plugin see one. */
const models: SandboxModels = {
  models: [...sandboxCluster.models, ...objectModels, ...workloadModels],
  invokes: sandboxCluster.invokes ?? {},
  api: sandboxApi,
};
export default models;
