import type { Network, SubnetTier } from 'panka/sdk';

/** Subnets of a tier for what AWS puts into each zone once: the first of each zone, as far as the documents tell where they are. */
export function onePerZone(network: Network, tier: SubnetTier): ReturnType<Network['subnets']> {
  const subnets = network.subnets(tier);
  const zones = network.zones(tier);
  if (zones.length !== subnets.length) return subnets;
  return subnets.filter((_, index) => zones.indexOf(zones[index] ?? '') === index);
}
