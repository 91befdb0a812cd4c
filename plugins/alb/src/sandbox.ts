import { sandboxDns, sandboxLoadBalancing } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

const models: SandboxModels = {
  models: [...sandboxLoadBalancing.models, ...sandboxDns.models],
  api: { ...sandboxLoadBalancing.api, ...sandboxDns.api },
  invokes: { ...sandboxDns.invokes },
};
export default models;
