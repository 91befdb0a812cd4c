import type { CustomResourceOptions } from '@pulumi/pulumi';

/** A resource that another one waits for. */
export type Resource = NonNullable<CustomResourceOptions['parent']>;
