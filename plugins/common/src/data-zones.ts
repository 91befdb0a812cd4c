import type { JsonObject } from 'panka/sdk';
import { asObject, asObjects } from './look.js';

/** Availability zones that a Networking document names for databases; undefined when it leaves them to AWS. */
export function zonesOf(networking: JsonObject | undefined): readonly string[] | undefined {
  if (networking === undefined) return undefined;
  const subnets = asObject(networking.subnets);
  const data = asObjects(subnets.data);
  const used = data.length > 0 ? data : asObjects(subnets.private);
  const named = used.map((subnet) => subnet.availabilityZone);
  if (used.length > 0) return named.every((zone) => typeof zone === 'string') ? unique(named) : undefined;
  const zones = networking.availabilityZones;
  return Array.isArray(zones) ? unique(zones) : undefined;
}

function unique(zones: readonly unknown[]): string[] {
  return [...new Set(zones.map(String))];
}
