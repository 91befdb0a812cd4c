import type { JsonObject } from '../../../sdk/json.js';
import type { ResourceModel, SandboxCloud, SandboxModels, SandboxResource } from '../../../sdk/sandbox.js';
import { isWithin, overlap, parseCidr } from './cidr.js';
import { networkUserOf } from './network-users.js';

export const VPC = 'aws:ec2/vpc:Vpc';
export const SUBNET = 'aws:ec2/subnet:Subnet';
const ROUTE_TABLE = 'aws:ec2/routeTable:RouteTable';
const ASSOCIATION = 'aws:ec2/routeTableAssociation:RouteTableAssociation';
const INTERNET_GATEWAY = 'aws:ec2/internetGateway:InternetGateway';

/** What keeps a VPC from being deleted. Its own default group, route table and ACL go with it. */
const IN_A_VPC = [
  SUBNET,
  INTERNET_GATEWAY,
  ROUTE_TABLE,
  'aws:ec2/securityGroup:SecurityGroup',
  'aws:ec2/vpcEndpoint:VpcEndpoint',
];

const vpc: ResourceModel = {
  type: VPC,
  replaces: ['cidrBlock', 'instanceTenancy', 'ipv4IpamPoolId', 'ipv4NetmaskLength'],
  idPrefix: 'vpc',
  arn: 'arn:{partition}:ec2:{region}:{account}:vpc/{id}',
  defaults: { enableDnsSupport: true, instanceTenancy: 'default' },
  computed: ({ account, hex, inputs }) => ({
    ownerId: account,
    enableDnsHostnames: inputs.enableDnsHostnames ?? false,
    defaultNetworkAclId: `acl-${hex(17)}`,
    defaultRouteTableId: `rtb-${hex(17)}`,
    defaultSecurityGroupId: `sg-${hex(17)}`,
    mainRouteTableId: `rtb-${hex(17)}`,
    dhcpOptionsId: 'dopt-00000000000000000',
  }),
  refuses: ({ inputs }) => refuseCidr(inputs.cidrBlock, 'InvalidVpc.Range'),
  refusesDelete: ({ id }, cloud) =>
    IN_A_VPC.some((type) => cloud.list(type).some((resource) => resource.inputs.vpcId === id))
      ? `DependencyViolation: The vpc '${id}' has dependencies and cannot be deleted.`
      : undefined,
};

const subnet: ResourceModel = {
  type: SUBNET,
  replaces: [
    'vpcId',
    'cidrBlock',
    'availabilityZone',
    'availabilityZoneId',
    'ipv6Native',
    'ipv4IpamPoolId',
    'ipv4NetmaskLength',
    'outpostArn',
  ],
  idPrefix: 'subnet',
  arn: 'arn:{partition}:ec2:{region}:{account}:subnet/{id}',
  defaults: { mapPublicIpOnLaunch: false, assignIpv6AddressOnCreation: false },
  computed: ({ account, region, inputs }) => {
    const zone = String(inputs.availabilityZone ?? `${region}a`);
    return { ownerId: account, availabilityZone: zone, availabilityZoneId: zoneIdOf(zone) };
  },
  refuses: ({ inputs, previous }, cloud) =>
    refuseCidr(inputs.cidrBlock, 'InvalidSubnet.Range') ??
    (previous === undefined ? refusePlace(inputs, cloud) : undefined),
  refusesDelete: ({ id }, cloud) =>
    networkUserOf(id, 'subnets', cloud) === undefined
      ? undefined
      : `DependencyViolation: The subnet '${id}' has dependencies and cannot be deleted.`,
};

const routeTable: ResourceModel = {
  type: ROUTE_TABLE,
  replaces: ['vpcId'],
  idPrefix: 'rtb',
  arn: 'arn:{partition}:ec2:{region}:{account}:route-table/{id}',
  computed: ({ account }) => ({ ownerId: account }),
  refusesDelete: ({ id }, cloud) =>
    cloud.list(ASSOCIATION).some((association) => association.inputs.routeTableId === id)
      ? `DependencyViolation: The routeTable '${id}' has dependencies and cannot be deleted.`
      : undefined,
};

const DESTINATIONS = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'];

const route: ResourceModel = {
  type: 'aws:ec2/route:Route',
  replaces: ['routeTableId', ...DESTINATIONS],
  identity: ['routeTableId', ...DESTINATIONS],
  id: ({ inputs, hex }) => `r-${String(inputs.routeTableId)}${Number.parseInt(hex(8), 16)}`,
  computed: () => ({ origin: 'CreateRoute', state: 'active' }),
  refuses: ({ inputs }) =>
    DESTINATIONS.filter((name) => inputs[name] !== undefined).length === 1
      ? undefined
      : 'MissingParameter: The request must contain exactly one destination',
};

const routeTableAssociation: ResourceModel = {
  type: ASSOCIATION,
  replaces: ['subnetId', 'gatewayId'],
  identity: ['subnetId', 'gatewayId'],
  id: ({ hex }) => `rtbassoc-${hex(17)}`,
};

const internetGateway: ResourceModel = {
  type: INTERNET_GATEWAY,
  replaces: [],
  idPrefix: 'igw',
  arn: 'arn:{partition}:ec2:{region}:{account}:internet-gateway/{id}',
  computed: ({ account }) => ({ ownerId: account }),
  refuses: ({ inputs, previous }, cloud) =>
    inputs.vpcId !== undefined && inputs.vpcId !== previous?.vpcId && gatewayOf(inputs.vpcId, cloud) !== undefined
      ? `Resource.AlreadyAssociated: resource ${String(inputs.vpcId)} already has an internet gateway attached`
      : undefined,
  refusesDelete: ({ inputs }, cloud) =>
    natGatewaysIn(String(inputs.vpcId), cloud).length > 0
      ? `DependencyViolation: Network ${String(inputs.vpcId)} has some mapped public address(es). Please unmap those public address(es) before detaching the gateway.`
      : undefined,
};

/** The internet gateway that is attached to a VPC. */
export function gatewayOf(vpcId: unknown, cloud: SandboxCloud): SandboxResource | undefined {
  return cloud.list(INTERNET_GATEWAY).find((gateway) => gateway.inputs.vpcId === vpcId);
}

function natGatewaysIn(vpcId: string, cloud: SandboxCloud): readonly SandboxResource[] {
  return cloud
    .list('aws:ec2/natGateway:NatGateway')
    .filter((nat) => cloud.get(SUBNET, String(nat.inputs.subnetId))?.inputs.vpcId === vpcId);
}

function refuseCidr(cidr: unknown, code: string): string | undefined {
  if (cidr === undefined) return undefined;
  const range = parseCidr(cidr);
  return range === undefined || range.prefix < 16 || range.prefix > 28
    ? `${code}: The CIDR '${String(cidr)}' is invalid.`
    : undefined;
}

/** A VPC that the sandbox does not hold is one that the user has elsewhere: nothing is known of its ranges. */
function refusePlace(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  const range = parseCidr(inputs.cidrBlock);
  const home = cloud.get(VPC, String(inputs.vpcId));
  const whole = parseCidr(home?.inputs.cidrBlock);
  if (range === undefined || whole === undefined) return undefined;
  if (!isWithin(range, whole)) return `InvalidSubnet.Range: The CIDR '${String(inputs.cidrBlock)}' is invalid.`;
  const others = cloud.list(SUBNET).filter((other) => other.inputs.vpcId === inputs.vpcId);
  return others.some((other) => overlap(range, parseCidr(other.inputs.cidrBlock) ?? { first: -1, last: -1, prefix: 0 }))
    ? `InvalidSubnet.Conflict: The CIDR '${String(inputs.cidrBlock)}' conflicts with another subnet`
    : undefined;
}

/** `use1-az1` of `us-east-1a`. */
export function zoneIdOf(zone: string): string {
  const [, area = '', direction = '', number = '', letter = 'a'] = /^([a-z]+)-([a-z-]+)-(\d)([a-z])$/.exec(zone) ?? [];
  const initials = (direction.match(/gov|north|south|east|west|central/g) ?? []).map((word) => word.charAt(0));
  return `${area}${initials.join('')}${number}-az${letter.charCodeAt(0) - 96}`;
}

export const vpcModels: SandboxModels = {
  models: [vpc, subnet, routeTable, route, routeTableAssociation, internetGateway],
};
