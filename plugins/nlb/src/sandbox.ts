import { sandboxLoadBalancing, sandboxZones } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** Load balancing, and zones for its names; addresses, certificates and records are among the sandbox's own models. */
const models: SandboxModels = { ...sandboxLoadBalancing, ...sandboxZones };
export default models;
