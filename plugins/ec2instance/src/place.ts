import type { Input } from '@pulumi/pulumi';
import type { Network } from 'panka/sdk';

export interface Place {
  readonly subnetId: Input<string>;
  /** Undefined where the network does not tell. */
  readonly zone: string | undefined;
}

/** Subnets that instances are spread over: those of a tier, or the private ones of a zone. */
export function placesOf(network: Network, subnet: string): readonly Place[] {
  const tier = subnet === 'public' ? 'public' : 'private';
  const subnets = network.subnets(tier);
  const zones = network.zones(tier);
  const known = zones.length === subnets.length;
  const all = subnets.map((subnetId, index) => ({ subnetId, zone: known ? zones[index] : undefined }));
  if (subnet === tier) return all;
  const chosen = all.filter(({ zone }) => zone === subnet);
  if (chosen.length === 0)
    throw new Error(
      known
        ? `no private subnet is in zone ${subnet}; they are in ${zones.join(', ')}`
        : `which subnet is in zone ${subnet} is not known: give the subnets of Networking their availabilityZone`,
    );
  return chosen;
}
