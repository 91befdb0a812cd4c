import type { Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { TranslateContext } from '../translator.js';

export interface LogGroups {
  /** Log group with retention, key and tags of the stack; `name` replaces `/panka/<stack>/<env>/<service>/<component>`. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    name?: string,
  ): { readonly name: Output<string>; readonly arn: Output<string> };
}
