import type { Input } from '@pulumi/pulumi';

export interface Encryption {
  /** ARN of the stack's key; undefined when AWS-managed keys are configured. */
  readonly keyArn: Input<string> | undefined;
}
