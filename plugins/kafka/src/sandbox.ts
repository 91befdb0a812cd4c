import { asObject, asObjects, sandboxSecretInvokes, sandboxVolumes } from '@panka/plugin-common';
import type { Json, MadeResource, ResourceModel, SandboxApi, SandboxCloud, SandboxModels } from 'panka/sdk';

const INSTANCE = 'aws:ec2/instance:Instance';
const DOCUMENT = 'aws:ssm/document:Document';
const ASSOCIATION = 'aws:ssm/association:Association';

/** Source of the replacing inputs: CloudFormation's schema of AWS::EC2::Instance; its type changes in place, stopped. */
const instance: ResourceModel = {
  type: INSTANCE,
  replaces: ['ami', 'subnetId', 'availabilityZone', 'keyName', 'userData', 'associatePublicIpAddress'],
  idPrefix: 'i',
  arn: 'arn:{partition}:ec2:{region}:{account}:instance/{id}',
  computed: (made, cloud) => ({
    availabilityZone: zoneOf(made, cloud),
    privateIp: `10.40.${byte(made, 0)}.${byte(made, 2)}`,
    instanceState: 'running',
    primaryNetworkInterfaceId: `eni-${made.hex(17)}`,
  }),
  refusesDelete: (found, _cloud, asked) =>
    asked.disableApiTermination === true
      ? `OperationNotPermitted: The instance '${found.id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`
      : undefined,
};

/** Each change is a version more. */
const document: ResourceModel = {
  type: DOCUMENT,
  replaces: ['name', 'documentType'],
  identity: ['name'],
  arn: 'arn:{partition}:ssm:{region}:{account}:document/{name}',
  defaults: { documentFormat: 'JSON' },
  computed: ({ inputs, previous }) => {
    const before = Number(previous?.latestVersion ?? 0);
    const version = String(previous?.content === inputs.content && before > 0 ? before : before + 1);
    return { latestVersion: version, defaultVersion: version, status: 'Active', schemaVersion: '2.2' };
  },
  refuses: ({ inputs }) => {
    if (!/^(?!aws|amazon|amzn)[A-Za-z0-9_.-]{3,128}$/i.test(String(inputs.name)))
      return `ValidationException: Value '${String(inputs.name)}' at 'name' failed to satisfy constraint`;
    return String(inputs.content).length > 64 * 1024
      ? 'MaxDocumentSizeExceeded: The size limit of a document is 64 KB.'
      : undefined;
  },
};

const association: ResourceModel = {
  type: ASSOCIATION,
  replaces: ['name'],
  idPrefix: 'association',
  computed: ({ id }) => ({ associationId: id }),
  refuses: ({ inputs }, cloud) =>
    cloud.get(DOCUMENT, String(inputs.name)) === undefined
      ? `InvalidDocument: Document with name ${String(inputs.name)} does not exist.`
      : undefined,
};

/** Scripts don't run here: what was asked to run counts as having run, unless a person writes another `status` into it. */
const api: Readonly<Record<string, SandboxApi>> = {
  'ec2:DescribeInstanceStatus': ({ InstanceIds }, cloud) => ({
    InstanceStatuses: (Array.isArray(InstanceIds) ? InstanceIds : []).flatMap((id) => {
      const found = cloud.get(INSTANCE, String(id));
      if (found === undefined) return [];
      const status = { Status: found.outputs.status ?? 'ok' };
      return [
        {
          InstanceId: found.id,
          InstanceState: { Name: found.outputs.instanceState ?? 'running' },
          SystemStatus: status,
          InstanceStatus: status,
        },
      ];
    }),
  }),
  'ssm:DescribeInstanceAssociationsStatus': ({ InstanceId }, cloud) => ({
    InstanceAssociationStatusInfos: cloud
      .list(ASSOCIATION)
      .filter(({ inputs }) => asObjects(inputs.targets).every((target) => isTarget(target, String(InstanceId), cloud)))
      .map(({ id, inputs, outputs }) => ({
        AssociationId: id,
        AssociationName: inputs.associationName ?? null,
        Status: outputs.status ?? 'Success',
      })),
  }),
};

const models: SandboxModels = {
  models: [...sandboxVolumes.models, instance, document, association],
  invokes: sandboxSecretInvokes,
  api: { ...sandboxVolumes.api, ...api },
};
export default models;

function isTarget({ key, values }: { readonly [key: string]: Json }, id: string, cloud: SandboxCloud): boolean {
  const wanted = Array.isArray(values) ? values.map(String) : [];
  if (key === 'InstanceIds') return wanted.includes(id);
  const tags = asObject(cloud.get(INSTANCE, id)?.inputs.tags);
  return wanted.includes(String(tags[String(key).replace(/^tag:/, '')]));
}

function zoneOf({ inputs, region }: MadeResource, cloud: SandboxCloud): string {
  const subnet = cloud.get('aws:ec2/subnet:Subnet', String(inputs.subnetId));
  return String(inputs.availabilityZone ?? subnet?.outputs.availabilityZone ?? `${region}a`);
}

function byte(made: MadeResource, at: number): number {
  return Number.parseInt(made.hex(8).slice(at, at + 2), 16);
}
