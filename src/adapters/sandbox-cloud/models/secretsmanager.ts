import type { ResourceModel, SandboxCloud, SandboxModels, SandboxResource } from '../../../sdk/sandbox.js';
import { refusePolicy, uuidOf } from './model-parts.js';

const SECRET = 'aws:secretsmanager/secret:Secret';
const VERSION = 'aws:secretsmanager/secretVersion:SecretVersion';

const secret: ResourceModel = {
  type: SECRET,
  replaces: ['name', 'namePrefix'],
  identity: ['name'],
  // AWS adds six letters, so that a name used again is another ARN.
  id: ({ partition, region, account, inputs, hex }) =>
    `arn:${partition}:secretsmanager:${region}:${account}:secret:${String(inputs.name)}-${hex(6)}`,
  arn: '{id}',
  defaults: { forceOverwriteReplicaSecret: false, recoveryWindowInDays: 30 },
  computed: ({ inputs }) => ({ policy: inputs.policy ?? '', replicas: inputs.replicas ?? [] }),
  refuses: ({ inputs }) =>
    /^[\w/+=.@-]{1,512}$/.test(String(inputs.name))
      ? refusePolicy(inputs.policy)
      : `ValidationException: Invalid name "${String(inputs.name)}". Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!`,
};

const version: ResourceModel = {
  type: VERSION,
  replaces: ['secretId', 'secretString', 'secretBinary'],
  // Put a second time it is a version more, and the current one.
  onExisting: 'adopt',
  id: (made) => `${String(made.inputs.secretId)}|${uuidOf(made)}`,
  computed: ({ id, inputs }, cloud) => ({
    arn: secretOf(String(inputs.secretId), cloud)?.id ?? String(inputs.secretId),
    versionId: id.slice(id.lastIndexOf('|') + 1),
    versionStages: inputs.versionStages ?? ['AWSCURRENT'],
  }),
};

function setting(name: string, secretInput: string): ResourceModel {
  return {
    type: `aws:secretsmanager/${name}:${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    replaces: [secretInput],
    identity: [secretInput],
    onExisting: 'adopt',
  };
}

/** By ARN, name, or the ARN without its last letters. */
function secretOf(reference: string, cloud: SandboxCloud): SandboxResource | undefined {
  return (
    cloud.get(SECRET, reference) ??
    cloud.list(SECRET).find((one) => one.outputs.name === reference || one.id.slice(0, -7) === reference)
  );
}

function found(reference: string, cloud: SandboxCloud): SandboxResource {
  const one = secretOf(reference, cloud);
  if (one === undefined) throw new Error("ResourceNotFoundException: Secrets Manager can't find the specified secret.");
  return one;
}

export const secretsManagerModels: SandboxModels = {
  models: [secret, version, setting('secretPolicy', 'secretArn'), setting('secretRotation', 'secretId')],
  api: {
    'secretsmanager:DescribeSecret': (params, cloud) => {
      const { id, outputs } = found(String(params.SecretId), cloud);
      return { ARN: id, Name: outputs.name ?? null };
    },
    'secretsmanager:GetSecretValue': (params, cloud) => {
      const { id, outputs } = found(String(params.SecretId), cloud);
      const versions = cloud.list(VERSION).filter((one) => one.outputs.arn === id);
      const current = versions[versions.length - 1];
      if (current === undefined)
        throw new Error(
          "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
        );
      return {
        ARN: id,
        Name: outputs.name ?? null,
        VersionId: current.outputs.versionId ?? null,
        SecretString: current.inputs.secretString ?? null,
      };
    },
  },
};
