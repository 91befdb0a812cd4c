import type { InfraView, SubnetTier } from 'panka/sdk';
import { asObject, asObjects } from './look.js';

/** Availability zones that a tier of subnets has by the infrastructure documents; undefined where they leave that to AWS. */
export function zonesOf({ networking, defaults }: InfraView, tier: SubnetTier = 'data'): readonly string[] | undefined {
  if (networking === undefined) return undefined;
  const subnets = asObject(networking.subnets);
  const own = asObjects(subnets[tier]);
  const used = own.length > 0 || tier !== 'data' ? own : asObjects(subnets.private);
  const written = used.map((subnet) => subnet.availabilityZone);
  if (used.length > 0) return written.every((zone) => typeof zone === 'string') ? unique(written) : undefined;
  const { mode } = asObject(networking.vpc);
  if (mode !== undefined && mode !== 'create') return undefined;
  const { availabilityZones: named } = defaults;
  const count = networking.availabilityZones;
  return Array.isArray(named) ? unique(named.slice(0, typeof count === 'number' ? count : named.length)) : undefined;
}

function unique(zones: readonly unknown[]): string[] {
  return [...new Set(zones.map(String))];
}
