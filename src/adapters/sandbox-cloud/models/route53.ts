import type { JsonObject } from '../../../sdk/json.js';
import type { ResourceModel, SandboxCloud, SandboxModels } from '../../../sdk/sandbox.js';

export const ZONE = 'aws:route53/zone:Zone';
const RECORD = 'aws:route53/record:Record';

const zone: ResourceModel = {
  type: ZONE,
  replaces: ['name', 'delegationSetId'],
  id: ({ hex }) => `Z${hex(20).toUpperCase()}`,
  arn: 'arn:{partition}:route53:::hostedzone/{id}',
  defaults: { comment: 'Managed by Pulumi', forceDestroy: false },
  computed: ({ id, hex }) => {
    const names = ['com', 'net', 'org', 'co.uk'].map(
      (end, i) => `ns-${Number.parseInt(hex(2 + i), 16) % 512}.awsdns-0${i}.${end}`,
    );
    return { zoneId: id, nameServers: names, primaryNameServer: names[0]! };
  },
  refusesDelete: ({ id, inputs }, cloud) =>
    inputs.forceDestroy !== true && cloud.list(RECORD).some((record) => record.inputs.zoneId === id)
      ? 'HostedZoneNotEmpty: The specified hosted zone contains non-required resource record sets and so cannot be deleted.'
      : undefined,
};

const record: ResourceModel = {
  type: RECORD,
  replaces: ['zoneId', 'name'],
  identity: ['zoneId', 'name', 'type', 'setIdentifier'],
  // The provider refuses an existing record unless `allowOverwrite`; validation records are shared, so the sandbox overwrites.
  onExisting: 'adopt',
  id: ({ inputs }) => ['zoneId', 'name', 'type', 'setIdentifier'].flatMap((name) => inputs[name] ?? []).join('_'),
  computed: ({ inputs }, cloud) => ({ fqdn: fullName(inputs, cloud) }),
  refuses: ({ inputs }) =>
    (inputs.records === undefined) === (inputs.aliases === undefined)
      ? 'InvalidInput: a record needs either records or aliases'
      : undefined,
};

/** A zone that the sandbox does not hold is one that the user has: its records' names are taken as they are. */
function fullName({ name, zoneId }: JsonObject, cloud: SandboxCloud): string {
  const domain = cloud.get(ZONE, String(zoneId))?.inputs.name;
  const bare = String(name).replace(/\.$/, '');
  if (domain === undefined || bare === domain || bare.endsWith(`.${String(domain)}`)) return bare;
  return bare === '' ? String(domain) : `${bare}.${String(domain)}`;
}

export const route53Models: SandboxModels = {
  models: [
    zone,
    record,
    {
      type: 'aws:route53/zoneAssociation:ZoneAssociation',
      replaces: ['zoneId', 'vpcId', 'vpcRegion'],
      identity: ['zoneId', 'vpcId'],
      id: ({ inputs }) => `${String(inputs.zoneId)}:${String(inputs.vpcId)}`,
    },
  ],
};
