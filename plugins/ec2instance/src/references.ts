import type { Reference } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

/** Who may come in: their security groups come first. */
export function references({ ingress }: Ec2InstanceSpec): Reference[] {
  return ingress.flatMap(({ from }, index) =>
    from.component === undefined
      ? []
      : [
          {
            component: from.component,
            path: `/ingress/${index}/from/component`,
            edge: 'needs' as const,
            reason: 'ingress',
          },
        ],
  );
}
