import { sandboxInstances, sandboxVolumes } from '@panka/plugin-common';
import type { SandboxModels } from 'panka/sdk';

/** Volumes, and the snapshots of them that are taken by the clock. Replacing inputs: the provider's schema of LifecyclePolicy has none. */
const models: SandboxModels = {
  ...sandboxVolumes,
  api: { ...sandboxInstances.api, ...sandboxVolumes.api },
  models: [
    ...sandboxVolumes.models,
    {
      type: 'aws:dlm/lifecyclePolicy:LifecyclePolicy',
      replaces: [],
      idPrefix: 'policy',
      arn: 'arn:{partition}:dlm:{region}:{account}:policy/{id}',
      defaults: { state: 'ENABLED' },
      refuses: ({ inputs }) =>
        /^[0-9A-Za-z _-]{1,500}$/.test(String(inputs.description))
          ? undefined
          : 'InvalidRequestException: Description must match [0-9A-Za-z _-]+',
    },
  ],
};
export default models;
