import type { JsonObject } from '../../../sdk/json.js';
import type { SandboxCloud, SandboxModels, SandboxResource } from '../../../sdk/sandbox.js';
import { refusePolicy, uuidOf } from './model-parts.js';

const KEY = 'aws:kms/key:Key';

export const kmsModels: SandboxModels = {
  models: [
    {
      type: KEY,
      replaces: ['customerMasterKeySpec', 'customKeyStoreId', 'keyUsage', 'multiRegion', 'xksKeyId'],
      id: uuidOf,
      arn: 'arn:{partition}:kms:{region}:{account}:key/{id}',
      defaults: {
        bypassPolicyLockoutSafetyCheck: false,
        customerMasterKeySpec: 'SYMMETRIC_DEFAULT',
        enableKeyRotation: false,
        isEnabled: true,
        keyUsage: 'ENCRYPT_DECRYPT',
      },
      computed: ({ id, inputs }) => ({
        keyId: id,
        multiRegion: inputs.multiRegion ?? false,
        rotationPeriodInDays: inputs.rotationPeriodInDays ?? (inputs.enableKeyRotation === true ? 365 : 0),
      }),
      refuses: ({ inputs }) =>
        refuseDays('PendingWindowInDays', inputs.deletionWindowInDays, 7, 30) ??
        refuseDays('RotationPeriodInDays', inputs.rotationPeriodInDays, 90, 2560) ??
        refusePolicy(inputs.policy, 32_768)?.replace(/^\w+/, 'MalformedPolicyDocumentException'),
    },
    {
      type: 'aws:kms/alias:Alias',
      replaces: ['name', 'namePrefix'],
      identity: ['name'],
      arn: 'arn:{partition}:kms:{region}:{account}:{name}',
      computed: ({ inputs }, cloud): JsonObject => {
        const key = keyOf(String(inputs.targetKeyId), cloud);
        return key === undefined ? {} : { targetKeyId: key.id, targetKeyArn: key.outputs.arn ?? null };
      },
      refuses: ({ inputs }, cloud) => {
        if (!/^alias\/(?!aws\/)[\w/:-]+$/.test(String(inputs.name)))
          return `ValidationException: Invalid identifier "${String(inputs.name)}"; an alias begins with "alias/" and not with "alias/aws/"`;
        return keyOf(String(inputs.targetKeyId), cloud) === undefined
          ? `NotFoundException: Key '${String(inputs.targetKeyId)}' does not exist`
          : undefined;
      },
    },
  ],
  api: {
    'kms:DescribeKey': (params, cloud) => {
      const key = keyOf(String(params.KeyId), cloud);
      if (key === undefined) throw new Error(`NotFoundException: Key '${String(params.KeyId)}' does not exist`);
      const enabled = key.inputs.isEnabled !== false;
      return {
        KeyMetadata: {
          KeyId: key.id,
          Arn: key.outputs.arn ?? null,
          Enabled: enabled,
          KeyState: enabled ? 'Enabled' : 'Disabled',
        },
      };
    },
  },
};

/** By id, ARN or alias. */
function keyOf(reference: string, cloud: SandboxCloud): SandboxResource | undefined {
  if (reference.startsWith('alias/')) {
    const target = cloud.get('aws:kms/alias:Alias', reference)?.inputs.targetKeyId;
    return target === undefined ? undefined : keyOf(String(target), cloud);
  }
  return cloud.get(KEY, reference.slice(reference.lastIndexOf('/') + 1));
}

function refuseDays(name: string, days: unknown, least: number, most: number): string | undefined {
  if (days === undefined) return undefined;
  return Number(days) >= least && Number(days) <= most
    ? undefined
    : `ValidationException: ${name} must be between ${least} and ${most} (inclusive)`;
}
