import type { ComponentOf, Json } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

/** Kinds that may face the internet when Security says nothing else. */
const ALLOWED = ['ALB', 'CloudFront', 'APIGateway', 'NLB'];
/** Kinds that always do. */
const ALWAYS = ['CloudFront', 'APIGateway'];

export const internetFacing: Policy = {
  id: 'PANKA-PUB-003',
  title: 'only the kinds that Security allows face the internet',
  severity: { development: 'error', production: 'error' },
  check(component, { infra }) {
    const path = facing(component);
    if (path === undefined) return [];
    const given = valueAt(infra.security, '/publicAccess/allowInternetFacing') as Json;
    const allowed = Array.isArray(given) ? given : ALLOWED;
    if (allowed.includes(component.kind)) return [];
    return [
      {
        path,
        message: `${component.kind} ${component.address} faces the internet; allowed are ${allowed.join(', ') || 'none'}`,
        suggestion: 'put an ALB in front of it, or name the kind in Security.publicAccess.allowInternetFacing',
      },
    ];
  },
};

/** Pointer of what makes a component face the internet, if something does. */
export function facing({ kind, spec }: ComponentOf): string | undefined {
  if (ALWAYS.includes(kind)) return '';
  if (valueAt(spec, '/scheme') === 'internet-facing') return '/scheme';
  return valueAt(spec, '/url/enabled') === true && valueAt(spec, '/url/auth') === 'NONE' ? '/url/auth' : undefined;
}
