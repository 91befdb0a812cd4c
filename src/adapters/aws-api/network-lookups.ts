import { crc32 } from 'node:zlib';
import type { Json, JsonObject } from '../../sdk/json.js';
import { type Lookup, list, object } from './lookup.js';

/** Parts of a network, names in it and volumes of instances, each by the place that only one can have. */
export const NETWORK_LOOKUPS: Readonly<Record<string, Lookup>> = {
  'aws:ec2/natGateway:NatGateway': {
    ask: ({ subnetId = null }) => [
      'ec2:DescribeNatGateways',
      { Filter: [filter('subnet-id', subnetId), { Name: 'state', Values: ['pending', 'available'] }] },
    ],
    told: ({ NatGateways }) => list(NatGateways).map((one) => ({ id: one.NatGatewayId, tags: one.Tags })),
  },
  'aws:ec2/route:Route': {
    ask: ({ routeTableId = null }) => ['ec2:DescribeRouteTables', { RouteTableIds: [routeTableId] }],
    told: ({ RouteTables }, inputs) => {
      const [field, destination] = destinationOf(inputs);
      const routes = list(RouteTables).flatMap((one) => list(one.Routes));
      const isThere = routes.some((one) => one[field] === destination && one.Origin === 'CreateRoute');
      return isThere ? [{ id: `r-${String(inputs.routeTableId)}${crc32(destination)}` }] : [];
    },
  },
  'aws:ec2/routeTableAssociation:RouteTableAssociation': {
    ask: ({ routeTableId = null }) => ['ec2:DescribeRouteTables', { RouteTableIds: [routeTableId] }],
    told: ({ RouteTables }, { subnetId }) =>
      list(RouteTables)
        .flatMap((one) => list(one.Associations))
        .flatMap((one) => (one.SubnetId === subnetId ? [{ id: one.RouteTableAssociationId }] : [])),
  },
  'aws:ec2/volumeAttachment:VolumeAttachment': {
    ask: ({ volumeId = null }) => ['ec2:DescribeVolumes', { VolumeIds: [volumeId] }],
    told: ({ Volumes }, { volumeId, instanceId, deviceName }) =>
      list(Volumes)
        .flatMap((one) => list(one.Attachments))
        .filter((one) => one.InstanceId === instanceId && one.Device === deviceName)
        .map(() => ({ id: `vai-${crc32([deviceName, instanceId, volumeId, ''].map(String).join('-'))}` })),
  },
  // The provider refuses one that is there. One that says something else is somebody's: its creation has to fail.
  'aws:route53/record:Record': {
    ask: ({ zoneId = null, name = null, type = null }) => [
      'route53:ListResourceRecordSets',
      { HostedZoneId: zoneId, StartRecordName: name, StartRecordType: type, MaxItems: 1 },
    ],
    told: ({ ResourceRecordSets }, inputs) =>
      list(ResourceRecordSets).flatMap((one) => (saysTheSame(one, inputs) ? [{ id: recordId(inputs) }] : [])),
  },
};

function filter(Name: string, value: Json): JsonObject {
  return { Name, Values: [value] };
}

/** Field of AWS's answer, and what is to stand there. */
function destinationOf(inputs: JsonObject): readonly [string, string] {
  const { destinationCidrBlock, destinationIpv6CidrBlock, destinationPrefixListId } = inputs;
  if (destinationIpv6CidrBlock !== undefined) return ['DestinationIpv6CidrBlock', String(destinationIpv6CidrBlock)];
  if (destinationPrefixListId !== undefined) return ['DestinationPrefixListId', String(destinationPrefixListId)];
  return ['DestinationCidrBlock', String(destinationCidrBlock)];
}

function saysTheSame(found: JsonObject, { name, type, aliases, records, setIdentifier }: JsonObject): boolean {
  if (bare(found.Name) !== bare(name) || found.Type !== type || found.SetIdentifier !== setIdentifier) return false;
  const [alias] = list(aliases);
  if (alias !== undefined) return bare(object(found.AliasTarget).DNSName) === bare(alias.name);
  const values = list(found.ResourceRecords).map(({ Value }) => bare(Value));
  return Array.isArray(records) && sorted(values) === sorted((records as readonly Json[]).map(bare));
}

/** As names are compared: without the last dot, with the star that Route 53 writes as `\052`. */
function bare(name: Json | undefined): string {
  return String(name).replace(/\.$/, '').replace('\\052', '*').toLowerCase();
}

function sorted(values: readonly string[]): string {
  return JSON.stringify([...values].sort());
}

function recordId({ zoneId, name, type, setIdentifier }: JsonObject): string {
  const parts = [zoneId, bare(name), type];
  return [...parts, ...(setIdentifier === undefined ? [] : [setIdentifier])].map(String).join('_');
}
