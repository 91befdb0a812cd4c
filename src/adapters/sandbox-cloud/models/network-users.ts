import type { Json, JsonObject } from '../../../sdk/json.js';
import type { SandboxCloud } from '../../../sdk/sandbox.js';

/** Where network interfaces are: inputs that name their subnets and their security groups, by type. */
const USERS: Readonly<Record<string, { readonly subnets?: string; readonly groups?: string }>> = {
  'aws:apigatewayv2/vpcLink:VpcLink': { subnets: 'subnetIds', groups: 'securityGroupIds' },
  'aws:docdb/cluster:Cluster': { groups: 'vpcSecurityGroupIds' },
  'aws:ec2/instance:Instance': { subnets: 'subnetId', groups: 'vpcSecurityGroupIds' },
  'aws:ec2/natGateway:NatGateway': { subnets: 'subnetId' },
  'aws:ec2/vpcEndpoint:VpcEndpoint': { subnets: 'subnetIds', groups: 'securityGroupIds' },
  'aws:ecs/service:Service': { subnets: 'networkConfiguration.subnets', groups: 'networkConfiguration.securityGroups' },
  'aws:efs/mountTarget:MountTarget': { subnets: 'subnetId', groups: 'securityGroups' },
  'aws:elasticache/cluster:Cluster': { groups: 'securityGroupIds' },
  'aws:elasticache/replicationGroup:ReplicationGroup': { groups: 'securityGroupIds' },
  'aws:lambda/function:Function': { subnets: 'vpcConfig.subnetIds', groups: 'vpcConfig.securityGroupIds' },
  'aws:lb/loadBalancer:LoadBalancer': { subnets: 'subnets', groups: 'securityGroups' },
  'aws:memorydb/cluster:Cluster': { groups: 'securityGroupIds' },
  'aws:msk/cluster:Cluster': {
    subnets: 'brokerNodeGroupInfo.clientSubnets',
    groups: 'brokerNodeGroupInfo.securityGroups',
  },
  'aws:rds/cluster:Cluster': { groups: 'vpcSecurityGroupIds' },
  'aws:rds/instance:Instance': { groups: 'vpcSecurityGroupIds' },
  'aws:rds/proxy:Proxy': { subnets: 'vpcSubnetIds', groups: 'vpcSecurityGroupIds' },
};

/** Something with a network interface in the subnet, or with the security group: AWS deletes neither then. */
export function networkUserOf(id: string, by: 'subnets' | 'groups', cloud: SandboxCloud): string | undefined {
  for (const [type, paths] of Object.entries(USERS)) {
    const steps = paths[by]?.split('.');
    if (steps === undefined) continue;
    const user = cloud.list(type).find((resource) => names(resource.inputs, steps, id));
    if (user !== undefined) return user.id;
  }
  return undefined;
}

function names(inputs: JsonObject, steps: readonly string[], id: string): boolean {
  let value: Json | undefined = inputs;
  for (const step of steps) value = (value as JsonObject | undefined)?.[step];
  return Array.isArray(value) ? value.includes(id) : value === id;
}
