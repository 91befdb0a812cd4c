import * as aws from '@pulumi/aws';
import type { CreatedVpc } from './created-vpc.js';
import type { NetworkSettings } from './network-settings.js';
import type { SharedDeclaration } from './shared-declaration.js';
import { sharedGroup, sharedIngress } from './shared-group.js';

/** Ways to AWS services that need no NAT: gateway endpoints are free, interface endpoints cost by the hour and zone. */
export function declareEndpoints(shared: SharedDeclaration, vpc: CreatedVpc, settings: NetworkSettings): void {
  const { gateway, interface: zonal } = settings.endpoints;
  for (const service of gateway)
    endpoint(shared, vpc, service, {
      vpcEndpointType: 'Gateway',
      routeTableIds: vpc.routeTables.map((table) => table.id),
    });
  if (zonal.length === 0) return;
  const securityGroupIds = [endpointGroup(shared, vpc)];
  for (const service of zonal)
    endpoint(shared, vpc, service, {
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: onePerZone(vpc),
      securityGroupIds,
    });
}

/** AWS takes one subnet of each zone. */
function onePerZone(vpc: CreatedVpc) {
  const zones = vpc.zones('private');
  return vpc.subnets('private').filter((_, index) => zones.indexOf(zones[index] ?? '') === index);
}

function endpoint(
  shared: SharedDeclaration,
  vpc: CreatedVpc,
  service: string,
  args: Omit<aws.ec2.VpcEndpointArgs, 'vpcId'>,
): void {
  const name = `endpoint-${service.replaceAll('.', '-')}`;
  new aws.ec2.VpcEndpoint(
    shared.logicalName(name),
    {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${shared.facts.identity.region}.${service}`,
      ...args,
      tags: shared.tagsOf(name),
    },
    shared.options(),
  );
}

/** Everything in the VPC may reach the endpoints by TLS. */
function endpointGroup(shared: SharedDeclaration, vpc: CreatedVpc) {
  const part = 'endpoints-sg';
  const group = sharedGroup(shared, { part, description: 'interface endpoints', vpcId: vpc.vpcId });
  sharedIngress(shared, { part: `${part}-tls`, group: group.id, port: 443, protocol: 'tcp', from: { cidr: vpc.cidr } });
  return group.id;
}
