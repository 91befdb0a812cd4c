import { asObject, asObjects, sandboxInstances, sandboxSecretInvokes, sandboxVolumes } from '@panka/plugin-common';
import type { Json, ResourceModel, SandboxApi, SandboxCloud, SandboxModels } from 'panka/sdk';

const INSTANCE = 'aws:ec2/instance:Instance';
const DOCUMENT = 'aws:ssm/document:Document';
const ASSOCIATION = 'aws:ssm/association:Association';

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
  models: [...sandboxInstances.models, ...sandboxVolumes.models, document, association],
  invokes: { ...sandboxInstances.invokes, ...sandboxSecretInvokes },
  api: { ...sandboxInstances.api, ...sandboxVolumes.api, ...api },
};
export default models;

function isTarget({ key, values }: { readonly [key: string]: Json }, id: string, cloud: SandboxCloud): boolean {
  const wanted = Array.isArray(values) ? values.map(String) : [];
  if (key === 'InstanceIds') return wanted.includes(id);
  const tags = asObject(cloud.get(INSTANCE, id)?.inputs.tags);
  return wanted.includes(String(tags[String(key).replace(/^tag:/, '')]));
}
