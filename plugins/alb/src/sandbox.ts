import { sandboxLoadBalancing, sandboxPrefixLists, sandboxZones } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** Load balancing, zones for its names, and CloudFront's addresses; certificates and records are among the sandbox's own models. */
const models: SandboxModels = {
  ...sandboxLoadBalancing,
  invokes: { ...sandboxZones.invokes, ...sandboxPrefixLists.invokes },
};
export default models;
