import * as aws from '@pulumi/aws';
import type { Network, SubnetTier } from '../../sdk/index.js';
import { subnetCidr } from './cidr.js';
import type { NetworkSettings, WrittenSubnet } from './network-settings.js';
import type { SharedDeclaration } from './shared-declaration.js';
import { declareRoutes } from './vpc-routes.js';

const DEFAULT_CIDR = '10.40.0.0/16';

export interface CreatedVpc extends Network {
  readonly vpcId: aws.ec2.Vpc['id'];
  readonly cidr: string;
  /** Of all subnets: gateway endpoints are entries in them. */
  readonly routeTables: readonly aws.ec2.RouteTable[];
}

export interface MadeSubnet {
  readonly subnet: aws.ec2.Subnet;
  readonly zone: string;
  /** `private-a`: tier and the zone's letter. */
  readonly part: string;
}

export type SubnetsByTier = Readonly<Record<SubnetTier, readonly MadeSubnet[]>>;

/** A VPC with public, private and isolated data subnets over the zones, and ways out as `nat` says. */
export function createVpc(shared: SharedDeclaration, settings: NetworkSettings): CreatedVpc {
  const cidr = settings.vpc.cidr ?? DEFAULT_CIDR;
  const vpc = new aws.ec2.Vpc(
    shared.logicalName('vpc'),
    { cidrBlock: cidr, enableDnsHostnames: true, enableDnsSupport: true, tags: shared.tagsOf('vpc') },
    shared.dataOptions(),
  );
  emptyDefaultGroup(shared, vpc);
  const of = (tier: SubnetTier) => makeSubnets(shared, { vpc, cidr, settings, tier });
  const tiers: SubnetsByTier = { public: of('public'), private: of('private'), data: of('data') };
  const forTier = (tier: SubnetTier) => (tier === 'data' && tiers.data.length === 0 ? tiers.private : tiers[tier]);
  return {
    vpcId: vpc.id,
    cidr,
    subnets: (tier) => forTier(tier).map(({ subnet }) => subnet.id),
    zones: (tier) => forTier(tier).map(({ zone }) => zone),
    routeTables: declareRoutes(shared, { vpcId: vpc.id, tiers, nat: settings.nat }),
  };
}

/** The group that AWS gives every VPC would let everything in it talk; nothing of Panka's is in it. */
function emptyDefaultGroup(shared: SharedDeclaration, vpc: aws.ec2.Vpc): void {
  new aws.ec2.DefaultSecurityGroup(
    shared.logicalName('vpc-default-sg'),
    { vpcId: vpc.id, ingress: [], egress: [], tags: shared.tagsOf('vpc-default-sg') },
    shared.options(),
  );
}

function makeSubnets(
  shared: SharedDeclaration,
  of: { vpc: aws.ec2.Vpc; cidr: string; settings: NetworkSettings; tier: SubnetTier },
): readonly MadeSubnet[] {
  const { settings, tier } = of;
  const written: readonly WrittenSubnet[] = settings.subnets[tier] ?? settings.zones.map(() => ({}));
  const zones = written.map((s, index) => s.availabilityZone ?? settings.zones[index % settings.zones.length] ?? '');
  const parts = zones.map((zone, index) => partOf(tier, zone, zones.slice(0, index)));
  return written.map((subnet, index) => {
    const zone = zones[index] ?? '';
    const part = parts[index] ?? '';
    const made = new aws.ec2.Subnet(
      shared.logicalName(`subnet-${part}`),
      {
        vpcId: of.vpc.id,
        cidrBlock: subnet.cidr ?? subnetCidr(of.cidr, tier, index),
        availabilityZone: zone,
        mapPublicIpOnLaunch: false,
        // By this tag other stacks that import the VPC find its subnets.
        tags: { ...shared.tagsOf(`subnet-${part}`), 'panka:tier': tier },
      },
      shared.options({ deleteBeforeReplace: true }),
    );
    return { subnet: made, zone, part };
  });
}

/** `private-a`; a second subnet of the tier in that zone is `private-a-2`. */
function partOf(tier: SubnetTier, zone: string, before: readonly string[]): string {
  const letter = /^[a-z]+-[a-z-]+-\d([a-z])$/.exec(zone)?.[1] ?? zone;
  const same = before.filter((z) => z === zone).length;
  return same === 0 ? `${tier}-${letter}` : `${tier}-${letter}-${same + 1}`;
}
