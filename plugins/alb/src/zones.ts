import type { Json, JsonObject } from 'panka/sdk';

/**
 * Availability zones that a tier of subnets has by the Networking document; undefined where it does not say (zones are
 * looked up later, or there is no such document, which is another error).
 */
export function zonesOf(networking: JsonObject | undefined, tier: 'public' | 'private'): number | undefined {
  if (networking === undefined) return undefined;
  const subnets = (networking.subnets as JsonObject | undefined)?.[tier];
  if (Array.isArray(subnets)) return new Set(subnets.map(zoneOf)).size;
  const zones = networking.availabilityZones;
  return typeof zones === 'number' ? zones : undefined;
}

/** A subnet given by id alone may be in any zone: it counts as one of its own. */
function zoneOf(subnet: Json, index: number): string {
  const zone = (subnet as JsonObject | null)?.availabilityZone;
  return typeof zone === 'string' ? zone : `subnet ${index}`;
}
