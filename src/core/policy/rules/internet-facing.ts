import type { Json } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { facing } from '../facing-internet.js';
import type { Policy } from '../policy.js';

/** Kinds that may face the internet when Security says nothing else. */
const ALLOWED = ['ALB', 'CloudFront', 'APIGateway', 'NLB'];

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
