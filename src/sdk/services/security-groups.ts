import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { PortRange, TranslateContext } from '../translator.js';
import type { Resource } from './resource.js';

export interface SecurityGroups {
  /** Group of a component; egress to everywhere unless `egress: false`. Ingress comes as rule resources, never inline. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    options?: { egress?: boolean; description?: string; part?: string },
  ): {
    readonly id: Output<string>;
    readonly resource: Resource;
    /** What starts in the group must wait for it and its way out. */
    readonly ready?: readonly Resource[];
  };
  /** One ingress rule per consumed component and port, owned by the consumer whose group is `from`. */
  openConsumed(context: TranslateContext, from: Input<string>): readonly Resource[];
  /** One ingress rule on a group that this component owns. */
  allow(context: TranslateContext, rule: IngressRule): Resource;
}

export interface IngressRule extends PortRange {
  readonly group: Input<string>;
  readonly part: string;
  readonly toPort?: number;
  readonly from:
    | { readonly securityGroupId: Input<string> }
    | { readonly cidr: Input<string> }
    | { readonly prefixListId: Input<string> };
  readonly description?: string;
}
