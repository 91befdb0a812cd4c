import type { InfraView } from 'panka/sdk';
import type { MskSpec } from './schema.js';

/** Copies that survive the loss of a zone and of one broker more. */
const COPIES = 3;
/** Zones of a Networking document that names neither zones nor subnets. */
const USUAL_ZONES = 2;

/** Brokers of the cluster, given the zones of its subnets. */
export function brokerCount(spec: MskSpec, zones: number): number {
  return spec.broker.count ?? zones;
}

/** Copies of a topic that does not say how many. */
export function usualCopies(brokers: number): number {
  return Math.min(COPIES, brokers);
}

/** Private subnets that the cluster will be in, as far as the documents tell; undefined: only AWS knows. */
export function zonesIn({ networking, defaults }: InfraView): number | undefined {
  if (networking === undefined) return undefined;
  const { vpc, subnets, availabilityZones } = networking as {
    vpc?: { mode?: string };
    subnets?: { private?: readonly { readonly availabilityZone?: string }[] };
    availabilityZones?: number;
  };
  if (subnets?.private !== undefined) return new Set(subnets.private.map(zoneOf)).size;
  if (vpc?.mode !== undefined && vpc.mode !== 'create') return undefined;
  const named = defaults.availabilityZones;
  return availabilityZones ?? (Array.isArray(named) ? named.length : USUAL_ZONES);
}

/** A subnet given without its zone may be in any: it counts as one of its own. */
function zoneOf({ availabilityZone }: { readonly availabilityZone?: string }, index: number): string {
  return availabilityZone ?? `subnet ${index}`;
}

/** Settings of the brokers: the manifest's over those that keep data safe. Source: MSK developer guide, "Best practices". */
export function serverProperties(spec: MskSpec, brokers: number): string {
  const copies = usualCopies(brokers);
  const settings: MskSpec['config'] = {
    'auto.create.topics.enable': false,
    'default.replication.factor': copies,
    'min.insync.replicas': Math.max(1, copies - 1),
    // With tiered storage it is off for good, and can't be set.
    ...(spec.broker.storageMode === 'TIERED' ? {} : { 'unclean.leader.election.enable': false }),
    ...spec.config,
  };
  return Object.entries(settings)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${String(value)}\n`)
    .join('');
}
