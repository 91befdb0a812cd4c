import type { Input } from '@pulumi/pulumi';

export interface Identity {
  readonly accountId: Input<string>;
  readonly region: string;
  readonly partition: string;
}
