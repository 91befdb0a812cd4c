import type { Json } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import { isObject } from '../../discovery/values.js';
import type { Policy } from '../policy.js';

export const unauthenticatedEndpoints: Policy = {
  id: 'PANKA-PUB-005',
  title: 'function URLs and API routes ask who calls',
  severity: { development: 'warning', production: 'error' },
  kinds: ['Lambda', 'APIGateway'],
  check({ spec, kind, address }, { infra }) {
    if (kind === 'APIGateway')
      return openRoutes(spec).map(({ path, name }) => ({
        path,
        message: `route "${name}" of APIGateway ${address} lets everybody call`,
        suggestion: 'write "auth: iam", or name an authorizer',
      }));
    const allowed = valueAt(infra.security, '/allowPublicFunctionUrls') === true;
    if (allowed || valueAt(spec, '/url/enabled') !== true || valueAt(spec, '/url/auth') !== 'NONE') return [];
    return [
      {
        path: '/url/auth',
        message: `the URL of Lambda ${address} lets everybody call`,
        suggestion: 'write "auth: AWS_IAM"',
      },
    ];
  },
};

function openRoutes(spec: Json): { path: string; name: string }[] {
  const routes = valueAt(spec, '/routes');
  if (!Array.isArray(routes)) return [];
  return routes.flatMap((route: Json, index) =>
    isObject(route) && route['auth'] === 'none'
      ? [{ path: `/routes/${index}/auth`, name: String(route['route']) }]
      : [],
  );
}
