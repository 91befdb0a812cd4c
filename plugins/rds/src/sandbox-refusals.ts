import { asObjects } from '@panka/plugin-common';
import type { JsonObject, SandboxCloud } from 'panka/sdk';
import { ENGINES, type EngineType, isOffered, majorOf } from './engines.js';
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

/** A major version moves only where it is allowed, and no version goes back. */
export function upgradeRefusal(inputs: JsonObject, previous: JsonObject | undefined): string | undefined {
  const [from, to] = [previous?.engineVersion, inputs.engineVersion].map((version) => String(version ?? ''));
  if (!from || !to || from === to) return undefined;
  const type = String(inputs.engine) as EngineType;
  const isMinor = type in ENGINES && majorOf(type, from) === majorOf(type, to);
  if (goesBack(from, to)) return `InvalidParameterCombination: Cannot upgrade ${type} from ${from} to ${to}`;
  if (isMinor || inputs.allowMajorVersionUpgrade === true) return undefined;
  return `InvalidParameterCombination: The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version: ${from} to ${to}.`;
}

/** Number by number, as far as both are told: `16` is any of its minor versions. */
function goesBack(from: string, to: string): boolean {
  const [before, after] = [from, to].map((version) => version.split('.').map(Number)) as [number[], number[]];
  const differs = before.findIndex((part, i) => after[i] !== undefined && part !== after[i]);
  return differs >= 0 && (before[differs] ?? 0) > (after[differs] ?? 0);
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
