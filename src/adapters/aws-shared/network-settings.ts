import type { JsonObject, SubnetTier } from '../../sdk/index.js';
import { networkMissing, networkNotSupported } from './errors.js';
import { booleanAt, numberAt, objectAt, objectsAt, stringAt, stringsAt, textMapAt } from './infra-json.js';
import { isProduction, type StackFacts } from './stack-facts.js';

export const TIERS: readonly SubnetTier[] = ['public', 'private', 'data'];
const MODES = ['create', 'import', 'stack'] as const;
const NATS = ['none', 'single', 'perAz'] as const;

/** The Networking document with the defaults of the environment class. Source of the fields: docs/manifests.md, "Networking". */
export interface NetworkSettings {
  readonly mode: (typeof MODES)[number];
  readonly vpc: {
    readonly id?: string;
    readonly cidr?: string;
    readonly stack?: string;
    readonly environment?: string;
    readonly tags: Readonly<Record<string, string>>;
  };
  readonly subnets: Readonly<Partial<Record<SubnetTier, readonly WrittenSubnet[]>>>;
  /** Names, one for each subnet of a tier. */
  readonly zones: readonly string[];
  /** InfraDefaults names them; otherwise they are what the region usually has. */
  readonly zonesAreNamed: boolean;
  readonly nat: (typeof NATS)[number];
  readonly endpoints: { readonly gateway: readonly string[]; readonly interface: readonly string[] };
  readonly flowLogs: { readonly enabled: boolean; readonly traffic: string; readonly retentionDays: number };
  readonly privateNamespace: string;
  readonly securityGroup: { readonly ingress: readonly WrittenIngress[]; readonly allowInternalTraffic: boolean };
}

export interface WrittenSubnet {
  readonly id?: string;
  readonly cidr?: string;
  readonly availabilityZone?: string;
}

export interface WrittenIngress {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly cidrBlocks: readonly string[];
  readonly description?: string;
}

/** Zone letters that newer accounts get, where they aren't a, b, c. */
const ZONE_LETTERS: Readonly<Record<string, readonly string[]>> = {
  'ap-northeast-1': ['a', 'c', 'd'],
  'ca-central-1': ['a', 'b', 'd'],
  'us-west-1': ['a', 'c'],
};

export function networkSettings(facts: StackFacts): NetworkSettings {
  const document = facts.infra.networking;
  if (document === undefined) throw networkMissing('vpcId');
  if (booleanAt(document, 'ipv6') === true) throw networkNotSupported('ipv6: true');
  const production = isProduction(facts);
  return {
    mode: oneOf(stringAt(document, 'vpc', 'mode') ?? 'create', MODES, 'vpc.mode'),
    vpc: { ...writtenVpc(objectAt(document, 'vpc')), tags: textMapAt(document, 'vpc', 'tags') },
    subnets: writtenSubnets(document),
    zones: zoneNames(facts, document),
    zonesAreNamed: stringsAt(facts.infra.defaults, 'availabilityZones') !== undefined,
    nat: oneOf(stringAt(document, 'nat') ?? (production ? 'perAz' : 'single'), NATS, 'nat'),
    endpoints: {
      gateway: stringsAt(document, 'endpoints', 'gateway') ?? ['s3', 'dynamodb'],
      interface: stringsAt(document, 'endpoints', 'interface') ?? [],
    },
    flowLogs: {
      enabled: booleanAt(document, 'flowLogs', 'enabled') ?? production,
      traffic: stringAt(document, 'flowLogs', 'traffic') ?? 'REJECT',
      retentionDays: numberAt(document, 'flowLogs', 'retentionDays') ?? 30,
    },
    privateNamespace: stringAt(document, 'dns', 'privateNamespace') ?? `${facts.environment}.${facts.stack}.internal`,
    securityGroup: {
      ingress: (objectsAt(document, 'securityGroup', 'ingress') ?? []).map(writtenIngress),
      allowInternalTraffic: booleanAt(document, 'securityGroup', 'allowInternalTraffic') ?? false,
    },
  };
}

/** InfraDefaults.availabilityZones by name, else as many as Networking wants, named as they usually are in that region. */
function zoneNames(facts: StackFacts, document: JsonObject): readonly string[] {
  const wanted = numberAt(document, 'availabilityZones');
  const named = stringsAt(facts.infra.defaults, 'availabilityZones');
  if (named !== undefined) return named.slice(0, wanted ?? named.length);
  const { region } = facts.identity;
  return (ZONE_LETTERS[region] ?? ['a', 'b', 'c']).slice(0, wanted ?? 2).map((letter) => `${region}${letter}`);
}

/** `stack` is a name, or a name with its environment. */
function writtenVpc(vpc: JsonObject): Omit<NetworkSettings['vpc'], 'tags'> {
  const fields = [
    ['id', stringAt(vpc, 'id')],
    ['cidr', stringAt(vpc, 'cidr')],
    ['stack', stringAt(vpc, 'stack') ?? stringAt(vpc, 'stack', 'stack')],
    ['environment', stringAt(vpc, 'stack', 'environment')],
  ];
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function writtenSubnets(document: JsonObject): NetworkSettings['subnets'] {
  const tiers = TIERS.map((tier) => [tier, objectsAt(document, 'subnets', tier)?.map(writtenSubnet)]);
  return Object.fromEntries(tiers.filter(([, list]) => list !== undefined));
}

function writtenSubnet(subnet: JsonObject): WrittenSubnet {
  const fields = ['id', 'cidr', 'availabilityZone'].map((key) => [key, stringAt(subnet, key)]);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function writtenIngress(rule: JsonObject): WrittenIngress {
  const description = stringAt(rule, 'description');
  return {
    port: numberAt(rule, 'port') ?? 0,
    protocol: stringAt(rule, 'protocol') === 'udp' ? 'udp' : 'tcp',
    cidrBlocks: stringsAt(rule, 'cidrBlocks') ?? [],
    ...(description === undefined ? {} : { description }),
  };
}

function oneOf<T extends string>(value: string, allowed: readonly T[], field: string): T {
  const found = allowed.find((a) => a === value);
  if (found === undefined) throw networkNotSupported(`${field}: ${value}`, allowed);
  return found;
}
