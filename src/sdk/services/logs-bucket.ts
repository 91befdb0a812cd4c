import type { Input } from '@pulumi/pulumi';
import type { Resource } from './resource.js';

/** The stack's bucket for access logs (AES256, because load balancers can't write to KMS). */
export interface LogsBucket {
  readonly name: Input<string>;
  readonly arn: Input<string>;
  /** What a resource that writes there must wait for: the bucket's policy. */
  readonly ready: readonly Resource[];
}
