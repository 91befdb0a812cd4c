import type { Input } from '@pulumi/pulumi';
import type { ComponentOf, Names } from 'panka/sdk';
import { NAME_RULES } from './name-rules.js';

export interface SubnetGroupRequest {
  readonly names: Names;
  readonly component: ComponentOf;
  readonly subnetIds: Input<string>[];
  readonly tags: Record<string, string>;
}

/** Arguments of the subnet group of a database or cache, whichever service of AWS it is of. */
export function subnetGroupArgs({ names, component, subnetIds, tags }: SubnetGroupRequest) {
  return {
    name: names.physical(component, NAME_RULES.subnetGroup, 'subnets'),
    description: `Subnets of ${component.address}`,
    subnetIds,
    tags,
  };
}
