import type { Json, JsonObject } from '../../../sdk/json.js';
import type { MadeResource, ResourceModel, SandboxCloud, SandboxModels } from '../../../sdk/sandbox.js';
import { addressIn, parseCidr } from './cidr.js';
import { asList, numberOf } from './model-parts.js';
import { gatewayOf, SUBNET } from './vpc.js';

const EIP = 'aws:ec2/eip:Eip';
const NAT = 'aws:ec2/natGateway:NatGateway';
/** Kept for benchmarks (RFC 2544), so that nobody takes a simulated address for a real one. */
const PUBLIC_RANGE = parseCidr('198.18.0.0/15')!;

const eip: ResourceModel = {
  type: EIP,
  replaces: ['address', 'customerOwnedIpv4Pool', 'domain', 'ipamPoolId', 'networkBorderGroup', 'publicIpv4Pool'],
  idPrefix: 'eipalloc',
  arn: 'arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}',
  computed: (made) => {
    const publicIp = addressIn(PUBLIC_RANGE, numberOf(made, 2 ** 17));
    const domain = made.region === 'us-east-1' ? 'compute-1' : `${made.region}.compute`;
    const publicDns = `ec2-${publicIp.replaceAll('.', '-')}.${domain}.amazonaws.com`;
    return { allocationId: made.id, publicIp, publicDns, domain: 'vpc', networkBorderGroup: made.region };
  },
  refusesDelete: ({ id, outputs }, cloud) =>
    cloud.list(NAT).some((nat) => nat.inputs.allocationId === id)
      ? `InvalidIPAddress.InUse: Address ${String(outputs.publicIp)} is in use.`
      : undefined,
};

const natGateway: ResourceModel = {
  type: NAT,
  replaces: ['allocationId', 'subnetId', 'connectivityType', 'privateIp', 'availabilityMode', 'vpcId'],
  idPrefix: 'nat',
  defaults: { connectivityType: 'public' },
  computed: (made, cloud) => ({
    associationId: `eipassoc-${made.hex(17)}`,
    networkInterfaceId: `eni-${made.hex(17)}`,
    privateIp: addressInSubnet(made, made.inputs.subnetId, cloud),
    publicIp: cloud.get(EIP, String(made.inputs.allocationId))?.outputs.publicIp ?? '',
  }),
  refuses: ({ inputs }, cloud) => refuseNat(inputs, cloud),
};

function refuseNat({ connectivityType, allocationId, subnetId, availabilityMode }: JsonObject, cloud: SandboxCloud) {
  if (connectivityType === 'private' || availabilityMode === 'regional') return undefined;
  if (allocationId === undefined) return 'MissingParameter: The request must contain the parameter AllocationId';
  const taken = cloud
    .list(NAT)
    .some((nat) => nat.inputs.allocationId === allocationId && nat.inputs.subnetId !== subnetId);
  if (taken) return `Resource.AlreadyAssociated: resource ${String(allocationId)} is already associated`;
  const vpcId = cloud.get(SUBNET, String(subnetId))?.inputs.vpcId;
  return vpcId !== undefined && gatewayOf(vpcId, cloud) === undefined
    ? `Gateway.NotAttached: Network ${String(vpcId)} has no Internet gateway attached`
    : undefined;
}

const vpcEndpoint: ResourceModel = {
  type: 'aws:ec2/vpcEndpoint:VpcEndpoint',
  replaces: [
    'vpcId',
    'serviceName',
    'vpcEndpointType',
    'serviceRegion',
    'resourceConfigurationArn',
    'serviceNetworkArn',
  ],
  idPrefix: 'vpce',
  arn: 'arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}',
  defaults: { vpcEndpointType: 'Gateway' },
  computed: (made) => {
    const common = { ownerId: made.account, requesterManaged: false, state: 'available' };
    if (made.inputs.vpcEndpointType === 'Gateway') {
      return {
        ...common,
        prefixListId: `pl-${made.hex(8)}`,
        privateDnsEnabled: false,
        dnsEntries: [],
        networkInterfaceIds: [],
      };
    }
    const privateDns = made.inputs.privateDnsEnabled ?? false;
    return {
      ...common,
      privateDnsEnabled: privateDns,
      dnsEntries: dnsEntries(made),
      networkInterfaceIds: interfaces(made),
    };
  },
};

function dnsEntries(made: MadeResource): Json {
  const service = String(made.inputs.serviceName).split('.').slice(3).join('.');
  const hostedZoneId = `Z${made.hex(13).toUpperCase()}`;
  return [{ dnsName: `${made.id}-${made.hex(8)}.${service}.${made.region}.vpce.amazonaws.com`, hostedZoneId }];
}

function interfaces(made: MadeResource): Json {
  return asList(made.inputs.subnetIds).map((_, i) => `eni-${made.hex(16)}${i.toString(16)}`);
}

function pairOfEndpoint(name: string, other: string): ResourceModel {
  const type = `aws:ec2/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    type,
    replaces: ['vpcEndpointId', other],
    identity: ['vpcEndpointId', other],
    id: ({ hex }) => `a-${hex(10)}`,
    onExisting: 'adopt',
  };
}

const flowLog: ResourceModel = {
  type: 'aws:ec2/flowLog:FlowLog',
  replaces: ['*'],
  identity: ['vpcId', 'subnetId', 'eniId', 'transitGatewayId', 'logDestination', 'trafficType'],
  id: ({ hex }) => `fl-${hex(17)}`,
  arn: 'arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}',
  defaults: { logDestinationType: 'cloud-watch-logs', maxAggregationInterval: 600 },
  refuses: ({ inputs }) =>
    ['vpcId', 'subnetId', 'eniId', 'transitGatewayId', 'transitGatewayAttachmentId', 'regionalNatGatewayId'].some(
      (name) => inputs[name] !== undefined,
    )
      ? undefined
      : 'InvalidParameter: a flow log needs a resource',
};

function addressInSubnet(made: MadeResource, subnetId: Json | undefined, cloud: SandboxCloud): string {
  const range = parseCidr(cloud.get(SUBNET, String(subnetId))?.inputs.cidrBlock) ?? parseCidr('10.0.0.0/16')!;
  // AWS keeps the first four addresses of a subnet, and the last.
  return addressIn(range, 4 + numberOf(made, range.last - range.first - 4));
}

export const vpcGatewayModels: SandboxModels = {
  models: [
    eip,
    natGateway,
    vpcEndpoint,
    pairOfEndpoint('vpcEndpointRouteTableAssociation', 'routeTableId'),
    pairOfEndpoint('vpcEndpointSubnetAssociation', 'subnetId'),
    {
      type: 'aws:ec2/vpcEndpointPolicy:VpcEndpointPolicy',
      replaces: ['vpcEndpointId'],
      identity: ['vpcEndpointId'],
      onExisting: 'adopt',
    },
    flowLog,
  ],
};
