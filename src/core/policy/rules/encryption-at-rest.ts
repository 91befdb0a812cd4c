import type { Json } from '../../../sdk/index.js';
import { dotted, valueAt } from '../../diagnostics/json-pointer.js';
import type { PlannedResource, Policy } from '../policy.js';
import { about, input } from '../resource-inputs.js';

/** Fields that switch encryption off, in whichever kind has them. */
const SWITCHES = ['/encryption/enabled', '/encryption/atRest', '/security/atRestEncryption', '/rootVolume/encrypted'];

const isTrue = (pointer: string) => (resource: PlannedResource) => {
  const value = input(resource, pointer);
  return value === true || value === 'true';
};
const isSet = (pointer: string) => (resource: PlannedResource) => Boolean(input(resource, pointer));

/** By resource type: whether it is encrypted. Types that AWS encrypts whatever is said (S3, DynamoDB, log groups) are left out. */
const ENCRYPTED: Readonly<Record<string, (resource: PlannedResource) => boolean>> = {
  'aws:rds/instance:Instance': (r) => isTrue('/storageEncrypted')(r) || isSet('/replicateSourceDb')(r),
  'aws:rds/cluster:Cluster': isTrue('/storageEncrypted'),
  'aws:docdb/cluster:Cluster': isTrue('/storageEncrypted'),
  'aws:elasticache/replicationGroup:ReplicationGroup': isTrue('/atRestEncryptionEnabled'),
  'aws:efs/fileSystem:FileSystem': isTrue('/encrypted'),
  'aws:ebs/volume:Volume': isTrue('/encrypted'),
  'aws:ec2/instance:Instance': isTrue('/rootBlockDevice/encrypted'),
  'aws:ec2/launchTemplate:LaunchTemplate': launchTemplateEncrypted,
  'aws:sqs/queue:Queue': (r) => isSet('/kmsMasterKeyId')(r) || input(r, '/sqsManagedSseEnabled') !== false,
  'aws:sns/topic:Topic': isSet('/kmsMasterKeyId'),
};

export const encryptionAtRest: Policy = {
  id: 'PANKA-ENC-001',
  title: 'data stores, volumes, queues and topics are encrypted at rest',
  severity: { development: 'error', production: 'error' },
  check: ({ spec, kind, address }) =>
    SWITCHES.filter((path) => valueAt(spec, path) === false).map((path) => ({
      path,
      message: `${kind} ${address} is not encrypted at rest`,
      suggestion: `set ${dotted(`/spec${path}`)} to true, or remove it`,
    })),
  checkResources: (resources) =>
    resources
      .filter((resource) => ENCRYPTED[resource.type]?.(resource) === false)
      .map((resource) => about(resource, 'it is not encrypted at rest')),
};

/** A template without disks takes those of its image, whose encryption is the account's default. */
function launchTemplateEncrypted(resource: PlannedResource): boolean {
  const devices = input(resource, '/blockDeviceMappings');
  if (!Array.isArray(devices)) return true;
  return devices.every((device: Json) => {
    const encrypted = valueAt(device, '/ebs/encrypted');
    return valueAt(device, '/ebs') === undefined || encrypted === true || encrypted === 'true';
  });
}
