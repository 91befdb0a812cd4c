import { createHash } from 'node:crypto';
import type { JsonObject, SandboxCloud, SandboxInvoke, SandboxResource } from 'panka/sdk';

const SECRET = 'aws:secretsmanager/secret:Secret';
const VERSION = 'aws:secretsmanager/secretVersion:SecretVersion';

/** Characters of a random password that nobody counts. Source: Secrets Manager API reference, GetRandomPassword. */
const DEFAULT_LENGTH = 32;

/**
 * Secrets Manager look-ups in the sandbox: spread them into the `invokes` of a kind that reads a secret. A secret that the
 * simulated cloud doesn't hold is taken to exist outside the stack, with a made-up text that is the same at every look.
 */
export const sandboxSecretInvokes: Readonly<Record<string, SandboxInvoke>> = {
  // The same each time, so that nothing in the sandbox changes by chance.
  'aws:secretsmanager/getRandomPassword:getRandomPassword': (args) => {
    const length = Number(args.passwordLength ?? DEFAULT_LENGTH);
    const randomPassword = createHash('sha512').update('sandbox password').digest('hex').slice(0, length);
    return { ...args, id: 'password', randomPassword };
  },
  'aws:secretsmanager/getSecretVersion:getSecretVersion': (args, cloud, where) => {
    const secretId = String(args.secretId);
    const secret = cloud.list(SECRET).find((s) => s.id === secretId || s.inputs.name === secretId);
    const version = secret === undefined ? undefined : versionOf(secret, cloud);
    if (secret !== undefined && version === undefined)
      throw new Error(
        "ResourceNotFoundException: Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
      );
    const hash = createHash('sha256').update(secretId).digest('hex');
    const outside = `arn:${where.partition}:secretsmanager:${where.region}:${where.account}:secret:${secretId}-${hash.slice(0, 6)}`;
    const arn = secretId.startsWith('arn:') ? secretId : outside;
    return {
      id: `${secretId}|AWSCURRENT`,
      arn: secret?.outputs.arn ?? arn,
      secretId,
      secretBinary: '',
      secretString: textOf(version) ?? `sandbox-${hash.slice(0, 24)}`,
      versionId:
        version?.outputs.versionId ?? `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4000-8000-${hash.slice(12, 24)}`,
      versionStages: ['AWSCURRENT'],
    };
  },
};

function versionOf(secret: SandboxResource, cloud: SandboxCloud): SandboxResource | undefined {
  return cloud
    .list(VERSION)
    .find(({ inputs }) => inputs.secretId === secret.id || inputs.secretId === secret.outputs.arn);
}

function textOf(version: { readonly inputs: JsonObject } | undefined): string | undefined {
  const text = version?.inputs.secretString;
  return typeof text === 'string' ? text : undefined;
}
