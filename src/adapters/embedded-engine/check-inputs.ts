import { withIgnoredChanges } from '../../core/engine/ignore-changes.js';
import type { PropertyMap } from '../../core/engine/property-value.js';
import { withAssetHashes } from './asset-hashes.js';
import type { DeploymentRun } from './deployment-run.js';
import { inputsRefused } from './errors.js';
import type { Registration } from './registration.js';

/** Inputs as the provider wants them. `fresh`: without regard to what was deployed, for a replacement. */
export async function checkInputs(run: DeploymentRun, registration: Registration, fresh = false): Promise<PropertyMap> {
  const { goal, urn, old } = registration;
  const olds = old && !fresh && !old.state.external ? old.inputs : undefined;
  const declared = await withAssetHashes(goal.inputs);
  const news = old ? withIgnoredChanges(declared, old.inputs, goal.ignoreChanges) : declared;
  if (!goal.custom) return news;
  const { inputs, failures } = await run.provider.check({ urn, type: goal.type, news, ...(olds && { olds }) });
  if (failures.length > 0) throw inputsRefused(urn, failures);
  return inputs;
}
