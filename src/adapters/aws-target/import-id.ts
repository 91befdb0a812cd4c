import type { Json, JsonObject } from '../../sdk/index.js';

/** What a resource is imported by, from its id and its inputs. */
type ImportId = (id: string, inputs: JsonObject) => string;

/** Last part of an ARN or a path: the name. */
const nameIn = (value: Json | undefined) => String(value).replace(/^.*[/:]/, '');
/** A function is given by its name or its ARN. */
const functionIn = (value: Json | undefined) => String(value).replace(/^arn:.*:function:/, '');
const inApi: ImportId = (id, { apiId }) => `${String(apiId)}/${id}`;

/**
 * Types that the AWS provider imports by something else than the id that it gives them. Source: each resource's page in the
 * provider's documentation, "Import"; those that are not here are imported by their id.
 */
export const IMPORT_IDS: Readonly<Record<string, ImportId>> = {
  'aws:apigatewayv2/apiMapping:ApiMapping': (id, { domainName }) => `${id}/${String(domainName)}`,
  'aws:apigatewayv2/authorizer:Authorizer': inApi,
  'aws:apigatewayv2/integration:Integration': inApi,
  'aws:apigatewayv2/route:Route': inApi,
  'aws:apigatewayv2/stage:Stage': inApi,
  'aws:autoscaling/policy:Policy': (_, { autoscalingGroupName, name }) =>
    `${String(autoscalingGroupName)}/${String(name)}`,
  'aws:cloudwatch/eventTarget:EventTarget': (_, { eventBusName, rule, targetId }) =>
    [...(eventBusName === undefined ? [] : [eventBusName]), rule, targetId].map(String).join('/'),
  'aws:cloudwatch/logStream:LogStream': (id, { logGroupName }) => `${String(logGroupName)}:${id}`,
  'aws:ec2/route:Route': (_, inputs) => `${String(inputs.routeTableId)}_${String(destinationOf(inputs))}`,
  'aws:ec2/routeTableAssociation:RouteTableAssociation': (_, { subnetId, gatewayId, routeTableId }) =>
    `${String(subnetId ?? gatewayId)}/${String(routeTableId)}`,
  'aws:ec2/volumeAttachment:VolumeAttachment': (_, { deviceName, volumeId, instanceId }) =>
    [deviceName, volumeId, instanceId].map(String).join(':'),
  'aws:ecs/cluster:Cluster': nameIn,
  'aws:ecs/service:Service': (id, { cluster }) => `${nameIn(cluster)}/${nameIn(id)}`,
  'aws:lambda/alias:Alias': (id) => functionIn(id).replace(':', '/'),
  'aws:lambda/permission:Permission': (id, { function: name, qualifier }) =>
    `${functionIn(name)}${qualifier === undefined ? '' : `:${String(qualifier)}`}/${id}`,
  'aws:rds/instance:Instance': (_, { identifier }) => String(identifier),
  'aws:servicediscovery/instance:Instance': (id, { serviceId }) => `${String(serviceId)}/${id}`,
  'aws:servicediscovery/privateDnsNamespace:PrivateDnsNamespace': (id, { vpc }) => `${id}:${String(vpc)}`,
};

/** By what the provider imports the resource with this id. */
export function importId(type: string, id: string, inputs: JsonObject): string {
  return IMPORT_IDS[type]?.(id, inputs) ?? id;
}

function destinationOf(inputs: JsonObject): Json | undefined {
  return inputs.destinationCidrBlock ?? inputs.destinationIpv6CidrBlock ?? inputs.destinationPrefixListId;
}
