import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import { StateCodec } from '../embedded-engine/state-codec.js';

/** Outputs of the program as they are recorded, secrets wrapped. */
export function stackOutputs({ resources = [] }: DeploymentV3, secrets: SecretSealer): Record<string, unknown> {
  const root = resources.find((resource) => resource.type === ROOT_STACK_TYPE && resource.delete !== true);
  return root === undefined ? {} : { ...new StateCodec(secrets).open(root.urn, root.outputs) };
}
