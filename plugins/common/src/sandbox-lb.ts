import type { JsonObject, MadeResource, ResourceModel, SandboxCloud, SandboxModels } from 'panka/sdk';
import { sandboxLbApi } from './sandbox-lb-api.js';
import { attachmentRefusal } from './sandbox-lb-attachment.js';
import {
  ATTACHMENT,
  LISTENER,
  LISTENER_RULE,
  LOAD_BALANCER,
  listsTargetGroup,
  TARGET_GROUP,
} from './sandbox-lb-types.js';

const SUBNET = 'aws:ec2/subnet:Subnet';

const loadBalancer: ResourceModel = {
  type: LOAD_BALANCER,
  replaces: ['name', 'loadBalancerType', 'internal', 'customerOwnedIpv4Pool', 'subnetMappings'],
  identity: ['name'],
  id: (made) => {
    const family = made.inputs.loadBalancerType === 'network' ? 'net' : 'app';
    return arnOf(made, `loadbalancer/${family}/${String(made.inputs.name)}/${made.hex(16)}`);
  },
  computed: (made, cloud) => ({
    arn: made.id,
    arnSuffix: afterFirst(made.id, ':loadbalancer/'),
    dnsName: `${made.inputs.internal === true ? 'internal-' : ''}${String(made.inputs.name)}-${Number.parseInt(made.hex(8), 16)}.${made.region}.elb.amazonaws.com`,
    zoneId: `Z${made.hex(13).toUpperCase()}`,
    ...vpcOf(made.inputs, cloud),
  }),
  defaults: { loadBalancerType: 'application', ipAddressType: 'ipv4' },
  refuses: ({ inputs }, cloud) => tooFewZones(inputs, cloud),
  refusesDelete: ({ id, inputs }) =>
    inputs.enableDeletionProtection === true
      ? `OperationNotPermitted: Load balancer '${id}' cannot be deleted because deletion protection is enabled`
      : undefined,
};

function vpcOf(inputs: JsonObject, cloud: SandboxCloud): JsonObject {
  const subnets = Array.isArray(inputs.subnets) ? inputs.subnets : [];
  const vpcId = cloud.get(SUBNET, String(subnets[0]))?.outputs.vpcId;
  return vpcId === undefined ? {} : { vpcId };
}

function tooFewZones(inputs: JsonObject, cloud: SandboxCloud): string | undefined {
  if (inputs.loadBalancerType === 'network') return undefined;
  const subnets = Array.isArray(inputs.subnets) ? inputs.subnets.map(String) : [];
  const zones = subnets.map((id) => String(cloud.get(SUBNET, id)?.outputs.availabilityZone ?? id));
  return new Set(zones).size >= 2
    ? undefined
    : 'ValidationError: At least two subnets in two different Availability Zones must be specified';
}

const targetGroup: ResourceModel = {
  type: TARGET_GROUP,
  replaces: ['name', 'port', 'protocol', 'protocolVersion', 'targetType', 'vpcId', 'ipAddressType'],
  identity: ['name'],
  id: (made) => arnOf(made, `targetgroup/${String(made.inputs.name)}/${made.hex(16)}`),
  computed: (made) => ({
    arn: made.id,
    arnSuffix: `targetgroup/${afterFirst(made.id, ':targetgroup/')}`,
    loadBalancerArns: [],
  }),
  refuses: ({ inputs }) => lambdaGroupRefusal(inputs),
  refusesDelete: ({ id }, cloud) =>
    [...cloud.list(LISTENER), ...cloud.list(LISTENER_RULE)].some((r) => listsTargetGroup(r, id))
      ? `ResourceInUse: Target group '${id}' is currently in use by a listener or a rule`
      : undefined,
};

function lambdaGroupRefusal({ targetType, port, protocol, vpcId }: JsonObject): string | undefined {
  if (targetType !== 'lambda') return undefined;
  const given = Object.entries({ port, protocol, vpcId }).find(([, value]) => value !== undefined);
  return given === undefined
    ? undefined
    : `ValidationError: You cannot specify a ${given[0]} for a target group with target type 'lambda'`;
}

const listener: ResourceModel = {
  type: LISTENER,
  replaces: ['loadBalancerArn'],
  identity: ['loadBalancerArn', 'port'],
  id: (made) => `${String(made.inputs.loadBalancerArn).replace(':loadbalancer/', ':listener/')}/${made.hex(16)}`,
  computed: (made) => ({ arn: made.id }),
  refuses: ({ inputs }, cloud) => {
    const protocol = String(inputs.protocol);
    if (['HTTPS', 'TLS'].includes(protocol) && inputs.certificateArn === undefined)
      return `ValidationError: A certificate must be specified for ${protocol} listeners`;
    return cloud.get(LOAD_BALANCER, String(inputs.loadBalancerArn)) === undefined
      ? `LoadBalancerNotFound: Load balancers '[${String(inputs.loadBalancerArn)}]' not found`
      : undefined;
  },
};

const listenerRule: ResourceModel = {
  type: LISTENER_RULE,
  replaces: ['listenerArn'],
  identity: ['listenerArn', 'priority'],
  id: (made) => `${String(made.inputs.listenerArn).replace(':listener/', ':listener-rule/')}/${made.hex(16)}`,
  computed: (made) => ({ arn: made.id }),
  refuses: ({ inputs, previous }, cloud) => {
    if (cloud.get(LISTENER, String(inputs.listenerArn)) === undefined)
      return 'ListenerNotFound: One or more listeners not found';
    const taken = cloud
      .list(LISTENER_RULE)
      .some(
        (other) =>
          other.id !== previous?.arn &&
          other.inputs.listenerArn === inputs.listenerArn &&
          other.inputs.priority === inputs.priority,
      );
    return taken ? `PriorityInUse: Priority '${String(inputs.priority)}' is currently in use` : undefined;
  },
};

const attachment: ResourceModel = {
  type: ATTACHMENT,
  replaces: ['targetGroupArn', 'targetId', 'port', 'availabilityZone'],
  id: (made) => `${String(made.inputs.targetGroupArn)}-${made.hex(16)}`,
  refuses: ({ inputs }, cloud) => attachmentRefusal(inputs, cloud),
};

const listenerCertificate: ResourceModel = {
  type: 'aws:lb/listenerCertificate:ListenerCertificate',
  replaces: ['listenerArn', 'certificateArn'],
  identity: ['listenerArn', 'certificateArn'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${String(inputs.listenerArn)}_${String(inputs.certificateArn)}`,
};

const webAclAssociation: ResourceModel = {
  type: 'aws:wafv2/webAclAssociation:WebAclAssociation',
  replaces: ['webAclArn', 'resourceArn'],
  identity: ['resourceArn'],
  onExisting: 'adopt',
  id: ({ inputs }) => `${String(inputs.webAclArn)},${String(inputs.resourceArn)}`,
};

function arnOf(made: MadeResource, resource: string): string {
  return `arn:${made.partition}:elasticloadbalancing:${made.region}:${made.account}:${resource}`;
}

function afterFirst(text: string, mark: string): string {
  return text.slice(text.indexOf(mark) + mark.length);
}

/** Load balancers as the sandbox simulates them, for ALB and NLB. */
export const sandboxLoadBalancing: SandboxModels = {
  models: [loadBalancer, targetGroup, listener, listenerRule, attachment, listenerCertificate, webAclAssociation],
  api: sandboxLbApi,
};
