import type { JsonObject } from '../../../sdk/json.js';
import type { ResourceModel, SandboxModels } from '../../../sdk/sandbox.js';
import { networkUserOf } from './network-users.js';
import { VPC } from './vpc.js';

const GROUP = 'aws:ec2/securityGroup:SecurityGroup';
const INGRESS = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const EGRESS = 'aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule';
const SOURCES = ['cidrIpv4', 'cidrIpv6', 'prefixListId', 'referencedSecurityGroupId'];

const securityGroup: ResourceModel = {
  type: GROUP,
  replaces: ['name', 'namePrefix', 'description', 'vpcId'],
  identity: ['vpcId', 'name'],
  id: ({ hex }) => `sg-${hex(17)}`,
  arn: 'arn:{partition}:ec2:{region}:{account}:security-group/{id}',
  // Pulumi's default; AWS itself has none and wants one.
  defaults: { description: 'Managed by Pulumi', revokeRulesOnDelete: false },
  computed: ({ account, inputs }) => ({ ownerId: account, ingress: inputs.ingress ?? [], egress: inputs.egress ?? [] }),
  refuses: ({ inputs }) =>
    String(inputs.name).startsWith('sg-')
      ? `InvalidParameterValue: invalid value for parameter groupName: ${String(inputs.name)}`
      : undefined,
  refusesDelete: ({ id }, cloud) => {
    const referring = [...cloud.list(INGRESS), ...cloud.list(EGRESS)].some(
      ({ inputs }) => inputs.referencedSecurityGroupId === id && inputs.securityGroupId !== id,
    );
    return referring || networkUserOf(id, 'groups', cloud) !== undefined
      ? `DependencyViolation: resource ${id} has a dependent object`
      : undefined;
  },
  deletesAlso: ({ id }, cloud) =>
    [...cloud.list(INGRESS), ...cloud.list(EGRESS)].filter((rule) => rule.inputs.securityGroupId === id),
};

/** Not made but taken over: every VPC has it. Deleting it lets go of it. */
const defaultSecurityGroup: ResourceModel = {
  type: 'aws:ec2/defaultSecurityGroup:DefaultSecurityGroup',
  replaces: ['vpcId'],
  identity: ['vpcId'],
  onExisting: 'adopt',
  id: ({ inputs, hex }, cloud) =>
    String(cloud.get(VPC, String(inputs.vpcId))?.outputs.defaultSecurityGroupId ?? `sg-${hex(17)}`),
  arn: 'arn:{partition}:ec2:{region}:{account}:security-group/{id}',
  computed: ({ account }) => ({ ownerId: account, name: 'default', description: 'default VPC security group' }),
};

function ruleModel(type: string): ResourceModel {
  return {
    type,
    replaces: ['securityGroupId'],
    identity: ['securityGroupId', 'ipProtocol', 'fromPort', 'toPort', ...SOURCES],
    id: ({ hex }) => `sgr-${hex(17)}`,
    arn: 'arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}',
    computed: ({ id }) => ({ securityGroupRuleId: id }),
    refuses: ({ inputs }) => refuseRule(inputs),
  };
}

function refuseRule(inputs: JsonObject): string | undefined {
  const given = SOURCES.filter((source) => inputs[source] !== undefined);
  if (given.length !== 1) return `InvalidParameterCombination: a rule needs exactly one of ${SOURCES.join(', ')}`;
  const { ipProtocol, fromPort, toPort } = inputs;
  if (ipProtocol !== '-1' && (fromPort === undefined || toPort === undefined))
    return 'MissingParameter: The request must contain the parameters fromPort and toPort';
  return Number(fromPort) > Number(toPort)
    ? `InvalidParameterValue: Invalid TCP/UDP port range (${String(fromPort)}:${String(toPort)})`
    : undefined;
}

export const securityGroupModels: SandboxModels = {
  models: [securityGroup, defaultSecurityGroup, ruleModel(INGRESS), ruleModel(EGRESS)],
};
