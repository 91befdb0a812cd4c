import * as aws from '@pulumi/aws';
import type { Input, Resource } from '@pulumi/pulumi';
import type { MadeSubnet, SubnetsByTier } from './created-vpc.js';
import type { NetworkSettings } from './network-settings.js';
import type { SharedDeclaration } from './shared-declaration.js';

const ANYWHERE = '0.0.0.0/0';

interface Routed {
  readonly vpcId: Input<string>;
  readonly tiers: SubnetsByTier;
  readonly nat: NetworkSettings['nat'];
}

interface ZonalTable {
  readonly table: aws.ec2.RouteTable;
  readonly of: MadeSubnet;
}

/**
 * Public subnets go out by the internet gateway, private ones by NAT, data subnets nowhere. A private subnet has a table
 * of its own whatever `nat` is, so that a change of `nat` moves routes and no subnet.
 */
export function declareRoutes(shared: SharedDeclaration, routed: Routed): readonly aws.ec2.RouteTable[] {
  const { tiers, vpcId } = routed;
  const out = tiers.public.length === 0 ? undefined : publicRoutes(shared, routed);
  const zonal = tiers.private.map((of): ZonalTable => {
    const table = routeTable(shared, vpcId, of.part);
    associate(shared, table, of);
    return { table, of };
  });
  if (routed.nat !== 'none' && out !== undefined) natRoutes(shared, { routed, zonal, after: out.route });
  const data = tiers.data.length === 0 ? [] : [routeTable(shared, vpcId, 'data')];
  for (const table of data) for (const subnet of tiers.data) associate(shared, table, subnet);
  return [...(out === undefined ? [] : [out.table]), ...zonal.map(({ table }) => table), ...data];
}

function publicRoutes(shared: SharedDeclaration, { tiers, vpcId }: Routed) {
  const gateway = new aws.ec2.InternetGateway(
    shared.logicalName('internet-gateway'),
    { vpcId, tags: shared.tagsOf('internet-gateway') },
    shared.options(),
  );
  const table = routeTable(shared, vpcId, 'public');
  const route = new aws.ec2.Route(
    shared.logicalName('route-public'),
    { routeTableId: table.id, destinationCidrBlock: ANYWHERE, gatewayId: gateway.id },
    shared.options({ deleteBeforeReplace: true }),
  );
  for (const subnet of tiers.public) associate(shared, table, subnet);
  return { table, route };
}

/** One gateway for all, or one in each zone; a zone without a public subnet uses the first. */
function natRoutes(
  shared: SharedDeclaration,
  { routed, zonal, after }: { routed: Routed; zonal: readonly ZonalTable[]; after: Resource },
): void {
  const wanted = routed.nat === 'single' ? routed.tiers.public.slice(0, 1) : firstOfEachZone(routed.tiers.public);
  const gateways = wanted.map((subnet) => ({ zone: subnet.zone, gateway: natGateway(shared, subnet, after) }));
  for (const { table, of } of zonal) {
    const { gateway } = gateways.find(({ zone }) => zone === of.zone) ?? gateways[0] ?? {};
    if (gateway === undefined) continue;
    new aws.ec2.Route(
      shared.logicalName(`route-${of.part}`),
      { routeTableId: table.id, destinationCidrBlock: ANYWHERE, natGatewayId: gateway.id },
      shared.options({ deleteBeforeReplace: true }),
    );
  }
}

function firstOfEachZone(subnets: readonly MadeSubnet[]): readonly MadeSubnet[] {
  return subnets.filter(({ zone }, index) => subnets.findIndex((other) => other.zone === zone) === index);
}

/** AWS refuses a NAT gateway in a VPC that has no way to the internet yet. */
function natGateway(shared: SharedDeclaration, { subnet, part }: MadeSubnet, after: Resource): aws.ec2.NatGateway {
  const name = part.replace(/^public-/, 'nat-');
  const address = new aws.ec2.Eip(
    shared.logicalName(`${name}-ip`),
    { domain: 'vpc', tags: shared.tagsOf(`${name}-ip`) },
    shared.options({ dependsOn: [after] }),
  );
  return new aws.ec2.NatGateway(
    shared.logicalName(name),
    { allocationId: address.id, subnetId: subnet.id, tags: shared.tagsOf(name) },
    shared.options({ dependsOn: [after] }),
  );
}

function routeTable(shared: SharedDeclaration, vpcId: Input<string>, part: string): aws.ec2.RouteTable {
  const name = `route-table-${part}`;
  return new aws.ec2.RouteTable(shared.logicalName(name), { vpcId, tags: shared.tagsOf(name) }, shared.options());
}

function associate(shared: SharedDeclaration, table: aws.ec2.RouteTable, { subnet, part }: MadeSubnet): void {
  new aws.ec2.RouteTableAssociation(
    shared.logicalName(`route-table-association-${part}`),
    { routeTableId: table.id, subnetId: subnet.id },
    shared.options({ deleteBeforeReplace: true }),
  );
}
