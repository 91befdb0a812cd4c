import { asObjects } from '@panka/plugin-common';
import type { JsonObject, SandboxCloud } from 'panka/sdk';
import { ENGINES, type EngineType, isOffered } from './engines.js';
import { STATIC_PARAMETERS } from './parameters.js';

/** RDS offers certain versions only, down to the minor. */
export function versionRefusal(inputs: JsonObject): string | undefined {
  const engine = String(inputs.engine);
  if (inputs.engineVersion === undefined || !(engine in ENGINES)) return undefined;
  const version = String(inputs.engineVersion);
  return isOffered(engine as EngineType, version)
    ? undefined
    : `InvalidParameterCombination: Cannot find version ${version} for ${engine}`;
}

/** A major version moves only where it is allowed, and never back. */
export function upgradeRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  const [from, to] = [previous?.engineVersion, inputs.engineVersion];
  if (from === undefined || to === undefined || majorNumber(from) === majorNumber(to)) return undefined;
  if (majorNumber(to) < majorNumber(from) || inputs.allowMajorVersionUpgrade !== true)
    return `InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version, and a downgrade is not possible: ${from} to ${to}.`;
  return undefined;
}

function majorNumber(version: unknown): number {
  return Number.parseFloat(String(version));
}

/** A delete needs a name for the final snapshot, or to be told that there is none. */
export function deleteRefusal(inputs: JsonObject, what: 'Instance' | 'Cluster'): string | undefined {
  if (inputs.deletionProtection === true)
    return `InvalidParameterCombination: Cannot delete protected DB ${what}, please disable deletion protection and try again.`;
  if (inputs.skipFinalSnapshot !== true && inputs.finalSnapshotIdentifier === undefined && !inputs.replicateSourceDb)
    return 'InvalidParameterCombination: FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.';
  return undefined;
}

export function parameterRefusal(inputs: JsonObject): string | undefined {
  const postgres = String(inputs.family).includes('postgres');
  const wrong = asObjects(inputs.parameters).find(({ name, applyMethod }) => {
    const isStatic = STATIC_PARAMETERS.has(String(name)) && (postgres || name !== 'max_connections');
    return isStatic && applyMethod !== 'pending-reboot';
  });
  return wrong === undefined
    ? undefined
    : `InvalidParameterCombination: cannot use immediate apply method for static parameter ${String(wrong.name)}`;
}

/** Zones are known for subnets of this cloud only. */
export function subnetGroupRefusal(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const ids = Array.isArray(inputs.subnetIds) ? inputs.subnetIds : [];
  const zones = ids.map((id) => cloud.get('aws:ec2/subnet:Subnet', String(id))?.outputs.availabilityZone);
  if (zones.some((zone) => typeof zone !== 'string') || new Set(zones).size > 1) return undefined;
  return `DBSubnetGroupDoesNotCoverEnoughAZs: The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: ${zones[0] ?? ''}. Add subnets to cover at least 2 AZs.`;
}
