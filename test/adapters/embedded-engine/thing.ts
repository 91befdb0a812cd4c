import * as pulumi from '@pulumi/pulumi';

export type ThingArgs = Record<string, pulumi.Input<unknown> | undefined>;

/** A resource with whatever inputs. */
export class Thing extends pulumi.CustomResource {
  declare readonly arn: pulumi.Output<string>;
  declare readonly value: pulumi.Output<unknown>;

  constructor(name: string, args: ThingArgs = {}, opts: pulumi.CustomResourceOptions = {}) {
    super('aws:test/thing:Thing', name, { arn: undefined, value: undefined, ...args }, { version: '7.48.0', ...opts });
  }
}

/** A component with whatever children. */
export class Group extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}, type = 'panka:test:Group') {
    super(type, name, {}, opts);
  }

  publish(outputs: pulumi.Inputs): void {
    this.registerOutputs(outputs);
  }
}
