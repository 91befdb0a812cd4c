import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Network, SubnetTier } from '../../sdk/index.js';
import { otherStackMissing, subnetsMissing } from './errors.js';
import { type NetworkSettings, TIERS, type WrittenSubnet } from './network-settings.js';
import { onePerZone } from './one-per-zone.js';
import type { SharedDeclaration } from './shared-declaration.js';

/** What a stack publishes about its network, for stacks that use it by `mode: stack`. */
export interface PublishedNetwork {
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnets: Readonly<Record<SubnetTier, readonly string[]>>;
  readonly zones: Readonly<Record<SubnetTier, readonly string[]>>;
}

/** The same before its values are known. */
export function publishNetwork({
  vpcId,
  cidr,
  subnets,
  zones,
}: Network): Readonly<Record<keyof PublishedNetwork, unknown>> {
  const byTier = <T>(of: (tier: SubnetTier) => T) => Object.fromEntries(TIERS.map((tier) => [tier, of(tier)]));
  return { vpcId, cidr, subnets: byTier(subnets), zones: byTier(zones) };
}

/** Reads what another stack published; undefined when it hasn't been deployed. */
export type OtherStack = (stack: string, environment: string) => PublishedNetwork | undefined;

/** A VPC that exists. Ids that are written out need no call to AWS; what isn't written is looked up by tag. */
export function importVpc(shared: SharedDeclaration, settings: NetworkSettings): Network {
  const { vpc, subnets } = settings;
  const lookup = lookups(shared, settings);
  const written = Object.keys(subnets).length > 0;
  const find = (tier: SubnetTier) => (written ? writtenTier(subnets, tier) : undefined);
  return {
    vpcId: vpc.id ?? lookup.vpc().apply((found) => found.id),
    get cidr() {
      return vpc.cidr ?? lookup.vpc().apply((found) => found.cidrBlock);
    },
    subnets: (tier) => find(tier)?.map((subnet) => subnet.id ?? '') ?? lookup.subnets(tier),
    zones: (tier) => find(tier)?.flatMap(({ availabilityZone }) => availabilityZone ?? []) ?? [],
  };
}

export function otherStacksVpc(shared: SharedDeclaration, settings: NetworkSettings, otherStack?: OtherStack): Network {
  const { stack, environment = shared.facts.environment } = settings.vpc;
  const published = stack === undefined ? undefined : otherStack?.(stack, environment);
  if (published === undefined) throw otherStackMissing(stack, environment);
  const { vpcId, cidr, subnets, zones } = published;
  const tierOf = (tier: SubnetTier) => (tier === 'data' && subnets.data.length === 0 ? 'private' : tier);
  return {
    vpcId,
    cidr,
    subnets: (tier) => {
      const ids = subnets[tierOf(tier)];
      if (ids.length === 0) throw subnetsMissing(tier);
      return [...ids];
    },
    zones: (tier) => zones[tierOf(tier)],
  };
}

function writtenTier(subnets: NetworkSettings['subnets'], tier: SubnetTier): readonly WrittenSubnet[] {
  const own = subnets[tier] ?? [];
  const list = own.length === 0 && tier === 'data' ? (subnets.private ?? []) : own;
  if (list.length === 0 || list.some(({ id }) => id === undefined)) throw subnetsMissing(tier);
  return list;
}

/** Asked once, and only when a value is wanted that isn't written. */
function lookups(shared: SharedDeclaration, settings: NetworkSettings) {
  const { id, tags } = settings.vpc;
  let vpc: pulumi.Output<aws.ec2.GetVpcResult> | undefined;
  const byTier = new Map<SubnetTier, pulumi.Output<string>[]>();
  const findVpc = () => {
    vpc ??= aws.ec2.getVpcOutput(id === undefined ? { tags } : { id }, shared.lookupOptions());
    return vpc;
  };
  const ask = (tier: SubnetTier) => {
    const vpcId = id ?? findVpc().apply((found) => found.id);
    const filters = [
      { name: 'vpc-id', values: [vpcId] },
      { name: 'tag:panka:tier', values: [tier] },
    ];
    const found = aws.ec2.getSubnetsOutput({ filters }, shared.lookupOptions());
    // A set of subnets does not say where they are.
    const placed = found.apply(({ ids }) =>
      pulumi.all(ids.map((subnet) => aws.ec2.getSubnetOutput({ id: subnet }, shared.lookupOptions()))),
    );
    const chosen = placed.apply((subnets) => onePerZone(subnets, settings, tier));
    return settings.zones.map((_, index) => chosen.apply((ids) => ids[index] ?? ''));
  };
  return {
    vpc: findVpc,
    subnets: (tier: SubnetTier) => {
      const known = byTier.get(tier) ?? ask(tier);
      byTier.set(tier, known);
      return known;
    },
  };
}
