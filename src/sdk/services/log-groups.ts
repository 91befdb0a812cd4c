import type { Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { TranslateContext } from '../translator.js';
import type { Resource } from './resource.js';

/** One of several log groups of a component, whose name a service of AWS gives: `/aws/rds/instance/<id>/slowquery`. */
export interface NamedLogGroup {
  readonly name: string;
  /** Part of the logical name: `log-group-slowquery`. */
  readonly part: string;
}

export interface DeclaredLogGroup {
  readonly name: Output<string>;
  readonly arn: Output<string>;
  /** What a resource waits for whose service would make the group itself, without retention and key. */
  readonly ready: Resource;
}

export interface LogGroups {
  /** Log group with retention, key and tags of the stack; `name` replaces `/panka/<stack>/<env>/<service>/<component>`. */
  declare(component: ComponentOf<unknown>, context: TranslateContext, name?: string | NamedLogGroup): DeclaredLogGroup;
}
