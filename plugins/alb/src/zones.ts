import type { InfraView, Json, JsonObject } from 'panka/sdk';

/**
 * Availability zones that a tier of subnets has by the Networking document; undefined where it does not say (zones are
 * looked up later, or there is no such document, which is another error).
 */
export function zonesOf({ networking, defaults }: InfraView, tier: 'public' | 'private'): number | undefined {
  if (networking === undefined) return undefined;
  const subnets = (networking.subnets as JsonObject | undefined)?.[tier];
  if (Array.isArray(subnets)) return new Set(subnets.map(zoneOf)).size;
  const zones = networking.availabilityZones;
  const count = typeof zones === 'number' ? zones : undefined;
  const { availabilityZones: named } = defaults;
  return Array.isArray(named) ? new Set(named.slice(0, count)).size : count;
}

/** A subnet given by id alone may be in any zone: it counts as one of its own. */
function zoneOf(subnet: Json, index: number): string {
  const zone = (subnet as JsonObject | null)?.availabilityZone;
  return typeof zone === 'string' ? zone : `subnet ${index}`;
}
