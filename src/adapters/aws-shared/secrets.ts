import type { SecretReference, Secrets } from '../../sdk/index.js';
import type { LiteralIdentity } from './stack-facts.js';

/** Parts of a secret's ARN before what ECS may add to it: `arn:aws:secretsmanager:<region>:<account>:secret:<name>`. */
const ARN_PARTS = 7;

export class SecretsManagerSecrets implements Secrets {
  constructor(private readonly identity: LiteralIdentity) {}

  /**
   * A name becomes an ARN without the six random characters, which GetSecretValue and ECS accept; IAM needs
   * `secretResources` for it. A JSON key written behind an ARN (`…:secret:name:key::`) counts unless `key` is given.
   */
  resolve(secretRef: string, key?: string): SecretReference {
    if (!secretRef.startsWith('arn:')) return reference(this.arn(secretRef), key);
    const parts = secretRef.split(':');
    return reference(parts.slice(0, ARN_PARTS).join(':'), key ?? parts[ARN_PARTS]);
  }

  private arn(name: string): string {
    const { partition, region, accountId } = this.identity;
    return `arn:${partition}:secretsmanager:${region}:${accountId}:secret:${name}`;
  }
}

/** What an IAM statement must name to allow reading a secret: a written ARN may lack its random end. */
export function secretResources(secret: SecretReference): readonly SecretReference['arn'][] {
  return typeof secret.arn === 'string' ? [secret.arn, `${secret.arn}-??????`] : [secret.arn];
}

function reference(arn: string, key: string | undefined): SecretReference {
  return key === undefined || key === '' ? { arn } : { arn, key };
}
