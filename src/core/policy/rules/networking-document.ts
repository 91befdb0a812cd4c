import type { ComponentOf } from '../../../sdk/index.js';
import type { Policy, PolicyView } from '../policy.js';

export const networkingDocument: Policy = {
  id: 'PANKA-NET-003',
  title: 'a stack whose components run in a network has a Networking document',
  severity: { development: 'error', production: 'error' },
  checkStack(view) {
    if (view.infra.networking !== undefined) return [];
    const [first, ...others] = view.components.filter((component) => needsNetwork(component, view));
    if (!first) return [];
    const more = others.length === 0 ? ' needs' : ` and ${others.length} more need`;
    return [
      {
        path: '',
        component: first.address,
        message: `${first.kind} ${first.address}${more} a VPC, and the stack has none; the default VPC is never used`,
        suggestion: 'add a Networking document (infra.panka.io/v1) with "vpc: {mode: create}" to infra/',
      },
    ];
  },
};

/** A spec that breaks its schema may make a kind's own functions throw: such components are looked at when they are right. */
function needsNetwork({ kind, spec }: ComponentOf, { definition }: PolicyView): boolean {
  const declared = definition(kind);
  if (!declared || spec.external) return false;
  try {
    return declared.subnets?.(spec) !== undefined || (declared.needs?.(spec) ?? []).includes('network');
  } catch {
    return false;
  }
}
