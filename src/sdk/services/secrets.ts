import type { SecretReference } from '../translator.js';

/** Turns `secretRef` into what ECS and IAM need. */
export interface Secrets {
  /** Name or ARN → reference; a name becomes an ARN pattern of this account and region. */
  resolve(secretRef: string, key?: string): SecretReference;
}
