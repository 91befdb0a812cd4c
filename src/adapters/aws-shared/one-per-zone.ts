import type { SubnetTier } from '../../sdk/index.js';
import { subnetsMissing, zonesMissing } from './errors.js';
import type { NetworkSettings } from './network-settings.js';

export interface PlacedSubnet {
  readonly id: string;
  readonly availabilityZone: string;
}

/**
 * How many there are isn't known before the call, so Networking.availabilityZones says how many are used; each in a zone of its own,
 * which load balancers and databases insist on, and of those that InfraDefaults names.
 */
export function onePerZone(
  found: readonly PlacedSubnet[],
  { zones, zonesAreNamed }: Pick<NetworkSettings, 'zones' | 'zonesAreNamed'>,
  tier: SubnetTier,
): readonly string[] {
  if (found.length === 0) throw subnetsMissing(tier);
  const sorted = [...found].sort((a, b) => (a.id < b.id ? -1 : 1));
  const usable = sorted.filter(({ availabilityZone }) => !zonesAreNamed || zones.includes(availabilityZone));
  const byZone = new Map(usable.reverse().map(({ id, availabilityZone }) => [availabilityZone, id]));
  const ids = [...byZone.values()].sort();
  if (ids.length >= zones.length) return ids.slice(0, zones.length);
  const there = [...new Set(sorted.map(({ availabilityZone }) => availabilityZone))].sort();
  throw zonesMissing(tier, { there, wanted: zonesAreNamed ? zones : zones.length });
}
