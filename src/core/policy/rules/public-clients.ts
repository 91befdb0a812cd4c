import type { ComponentOf, Json } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { contains } from '../address-ranges.js';
import { facing } from '../facing-internet.js';
import type { Policy, PolicyFinding } from '../policy.js';

/** Kinds whose web ACL can tell addresses apart where they cannot. */
const BEHIND_WEB_ACL = ['CloudFront'];

export const publicClients: Policy = {
  id: 'PANKA-PUB-006',
  title: 'what faces the internet is reached from the addresses that Security allows, or from fewer',
  severity: { development: 'error', production: 'error' },
  check(component, { infra }) {
    const given = valueAt(infra.security, '/publicAccess/allowedCidrs') as Json | undefined;
    const path = facing(component);
    if (!Array.isArray(given) || path === undefined) return [];
    const floor = given.map(String);
    return valueAt(component.spec, '/scheme') === undefined
      ? openToAll(component, path, floor)
      : widened(component, path, floor);
  },
};

/** An absent list means every address with an ALB, and nobody outside with an NLB, which its kind refuses. */
function widened({ kind, address, spec }: ComponentOf, path: string, floor: readonly string[]): PolicyFinding[] {
  const written = valueAt(spec, '/allowedCidrs') as Json | undefined;
  const clients = Array.isArray(written) ? written.map(String) : kind === 'ALB' ? ['0.0.0.0/0'] : [];
  return clients.flatMap((range, index) =>
    floor.some((allowed) => contains(allowed, range))
      ? []
      : [
          {
            path: Array.isArray(written) ? `/allowedCidrs/${index}` : path,
            message: `${kind} ${address} lets ${range} in; Security.publicAccess.allowedCidrs allows ${floor.join(', ') || 'nobody'}`,
            suggestion: 'name ranges within those, or leave allowedCidrs out',
          },
        ],
  );
}

function openToAll({ kind, address, spec }: ComponentOf, path: string, floor: readonly string[]): PolicyFinding[] {
  if (floor.includes('0.0.0.0/0')) return [];
  const behind = BEHIND_WEB_ACL.includes(kind);
  if (behind && valueAt(spec, '/waf/webAclArn') !== undefined) return [];
  return [
    {
      path,
      message: `${kind} ${address} is reached from every address; Security.publicAccess.allowedCidrs allows ${floor.join(', ') || 'nobody'}`,
      suggestion: behind
        ? 'give it a web ACL (waf.webAclArn) that lets these addresses in'
        : 'put an ALB in front of it, or except it in Compliance.exceptions',
    },
  ];
}
