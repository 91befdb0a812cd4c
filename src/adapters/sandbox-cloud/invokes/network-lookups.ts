import type { Json, JsonObject } from '../../../sdk/json.js';
import type { SandboxCloud, SandboxInvoke, SandboxResource } from '../../../sdk/sandbox.js';
import { SUBNET, VPC } from '../models/vpc.js';

/** Look-ups of networks that the cloud holds, by id, tags, filters and a few properties. */
export const networkLookups: Readonly<Record<string, SandboxInvoke>> = {
  'aws:ec2/getVpc:getVpc': (args, cloud) => {
    const vpc = only(matching(VPC, args, cloud), 'VPC');
    return { ...vpc.outputs, id: vpc.id, default: vpc.outputs.default ?? false };
  },
  'aws:ec2/getVpcs:getVpcs': (args, cloud, at) => ({ ...args, id: at.region, ids: idsOf(matching(VPC, args, cloud)) }),
  'aws:ec2/getSubnet:getSubnet': (args, cloud) => {
    const subnet = only(matching(SUBNET, args, cloud), 'subnet');
    return { ...subnet.outputs, id: subnet.id, state: 'available' };
  },
  'aws:ec2/getSubnets:getSubnets': (args, cloud, at) => ({
    ...args,
    id: at.region,
    ids: idsOf(matching(SUBNET, args, cloud)),
  }),
  'aws:ec2/getSecurityGroup:getSecurityGroup': (args, cloud) => {
    const group = only(matching('aws:ec2/securityGroup:SecurityGroup', args, cloud), 'security group');
    return { ...group.outputs, id: group.id };
  },
};

/** Filters as DescribeVpcs and DescribeSubnets name them → outputs. */
const FILTERS: Readonly<Record<string, string>> = {
  'availability-zone': 'availabilityZone',
  'availability-zone-id': 'availabilityZoneId',
  cidr: 'cidrBlock',
  'cidr-block': 'cidrBlock',
  'group-name': 'name',
  'map-public-ip-on-launch': 'mapPublicIpOnLaunch',
  'owner-id': 'ownerId',
  'vpc-id': 'vpcId',
};
const ID_FILTERS = ['group-id', 'subnet-id'];
/** Arguments that are compared with the output of the same name. */
const PROPERTIES = ['availabilityZone', 'availabilityZoneId', 'cidrBlock', 'default', 'name', 'vpcId'];

function matching(type: string, args: JsonObject, cloud: SandboxCloud): readonly SandboxResource[] {
  return cloud
    .list(type)
    .filter((resource) => args.id === undefined || resource.id === args.id)
    .filter((resource) => hasTags(resource, args.tags))
    .filter((resource) => PROPERTIES.every((name) => args[name] === undefined || resource.outputs[name] === args[name]))
    .filter((resource) => filtersOf(args).every((filter) => passes(resource, type, filter)));
}

interface Filter {
  readonly name: string;
  readonly values: readonly string[];
}

function filtersOf({ filters }: JsonObject): readonly Filter[] {
  return ((filters ?? []) as readonly JsonObject[]).map(({ name, values }) => ({
    name: String(name),
    values: ((values ?? []) as readonly Json[]).map(String),
  }));
}

function passes(resource: SandboxResource, type: string, { name, values }: Filter): boolean {
  const tags = (resource.outputs.tagsAll ?? resource.outputs.tags ?? {}) as JsonObject;
  if (name === 'tag-key') return values.some((value) => value in tags);
  if (name.startsWith('tag:')) return fits(tags[name.slice('tag:'.length)], values);
  if (ID_FILTERS.includes(name) || (name === 'vpc-id' && type === VPC)) return fits(resource.id, values);
  if (name === 'state') return values.includes('available');
  const property = FILTERS[name];
  if (property === undefined) throw new Error(`InvalidParameterValue: The filter '${name}' is invalid`);
  return fits(resource.outputs[property], values);
}

/** Values may hold `*` and `?`. */
function fits(value: Json | undefined, wanted: readonly string[]): boolean {
  if (value === undefined) return false;
  return wanted.some((pattern) => {
    const expression = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${expression}$`).test(String(value));
  });
}

function hasTags(resource: SandboxResource, tags: Json | undefined): boolean {
  const own = (resource.outputs.tagsAll ?? resource.outputs.tags ?? {}) as JsonObject;
  return Object.entries((tags ?? {}) as JsonObject).every(([key, value]) => own[key] === value);
}

function only(found: readonly SandboxResource[], what: string): SandboxResource {
  const [one, ...others] = found;
  if (one === undefined) throw new Error(`NotFound: no matching ${what} found in the sandbox`);
  if (others.length > 0)
    throw new Error(`TooManyResults: multiple matching ${what}s found; use more specific criteria`);
  return one;
}

function idsOf(resources: readonly SandboxResource[]): readonly string[] {
  return resources.map(({ id }) => id).sort();
}
