import type { Network } from 'panka/sdk';

export interface MountSubnet {
  readonly subnetId: ReturnType<Network['subnets']>[number];
  /** The zone, or the subnet's place in the list where zones are not known. */
  readonly place: string;
}

/** Subnets that get a mount target: EFS takes one a zone, so the first in each; only those of `oneZone` where that is given. */
export function mountSubnets(network: Network, oneZone: string | undefined): readonly MountSubnet[] {
  const subnets = network.subnets('data');
  const zones = network.zones('data');
  const known = zones.length === subnets.length;
  const all = subnets.map((subnetId, index) => ({
    subnetId,
    place: (known ? zones[index] : undefined) ?? String(index),
  }));
  const first = all.filter(({ place }, index) => all.findIndex((other) => other.place === place) === index);
  if (oneZone === undefined) return first;
  const chosen = first.filter(({ place }) => place === oneZone);
  if (chosen.length === 0)
    throw new Error(
      known
        ? `no data subnet is in oneZone ${oneZone}; they are in ${zones.join(', ')}`
        : `which subnet is in oneZone ${oneZone} is not known: give the subnets of Networking their availabilityZone`,
    );
  return chosen;
}
