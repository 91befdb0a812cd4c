import type { UnitIdentity } from '../../core/engine/deployment-engine.js';
import type { DeploymentV3, ResourceV3 } from '../../core/engine/deployment-v3.js';
import { replayJournal } from '../../core/engine/replay.js';
import { atServer } from './secrets-provider.js';

/** A deployment on the wire. Source: Pulumi's apitype `UntypedDeployment`. */
export interface UntypedDeployment {
  /** 4 where a resource uses what is newer than 3. */
  readonly version: 3 | 4;
  /** Only with version 4: what an engine must know to go on from it. */
  readonly features?: readonly string[];
  readonly deployment: DeploymentV3;
}

/** By field of a resource. Source: Pulumi's `ApplyFeatures`. */
const FEATURES: Readonly<Record<string, string>> = {
  refreshBeforeUpdate: 'refreshBeforeUpdate',
  replaceWith: 'replaceWith',
  resourceHooks: 'hooks',
  taint: 'taint',
};

/** A state that no engine has written yet has an empty manifest, which the CLI takes for a damaged one. */
export function exportedDeployment(deployment: DeploymentV3, unit: UnitIdentity, url: string): UntypedDeployment {
  const { manifest } =
    deployment.manifest.version === '' ? replayJournal(deployment, [], { time: new Date().toISOString() }) : deployment;
  const provider = deployment.secrets_providers;
  const features = featuresOf(deployment);
  return {
    version: features.length === 0 ? 3 : 4,
    ...(features.length > 0 && { features }),
    deployment: { ...deployment, manifest, ...(provider && { secrets_providers: atServer(provider, unit, url) }) },
  };
}

function featuresOf({ resources = [], pending_operations = [] }: DeploymentV3): readonly string[] {
  const used = new Set<string>();
  for (const resource of [...resources, ...pending_operations.map((operation) => operation.resource)]) {
    for (const [field, feature] of Object.entries(FEATURES)) if (uses(resource, field)) used.add(feature);
  }
  return [...used].sort();
}

function uses(resource: ResourceV3, field: string): boolean {
  const value = (resource as unknown as Readonly<Record<string, unknown>>)[field];
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : value === true;
}
