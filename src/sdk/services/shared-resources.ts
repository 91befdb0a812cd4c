import type { CustomResourceOptions, InvokeOutputOptions } from '@pulumi/pulumi';

/** For what a runtime makes once for the stack, in its constructor: resources beside the stack's own, in wave 0. */
export interface SharedResources {
  /** `shared/<part>`. */
  logicalName(part: string): string;
  options(extra?: CustomResourceOptions): CustomResourceOptions;
  /** Options of a look-up: the provider of the stack. */
  lookupOptions(): InvokeOutputOptions;
}
