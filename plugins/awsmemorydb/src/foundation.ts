import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, Names } from 'panka/sdk';
import type { MemoryDbSpec } from './schema.js';

/** What a cluster and its users are made with. */
export interface Foundation {
  readonly component: ComponentOf<MemoryDbSpec>;
  readonly names: Names;
  readonly clusterName: string;
  readonly tagsOf: (part?: string) => Record<string, string>;
  readonly securityGroupId: Output<string>;
  readonly subnetIds: Input<string>[];
  readonly key: Input<string> | undefined;
}
