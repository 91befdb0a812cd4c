import type { CustomResourceOptions } from '@pulumi/pulumi';
import type { ComponentOf } from '../../sdk/index.js';

/** Options that every resource of a component has. */
export function componentOptions(component: ComponentOf): CustomResourceOptions {
  const { timeouts } = component.spec;
  return timeouts === undefined ? {} : { customTimeouts: timeouts };
}

/** Options of a resource that holds data, on top. */
export function dataOptions(component: ComponentOf): CustomResourceOptions {
  const { deletionProtection, deletionPolicy } = component.spec;
  return {
    ...(deletionProtection === true ? { protect: true } : {}),
    ...(deletionPolicy === 'retain' ? { retainOnDelete: true } : {}),
  };
}
