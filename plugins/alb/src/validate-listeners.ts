import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import { hasHttps, httpBehaviour, listenerPorts } from './routes.js';
import type { AlbSpec } from './schema.js';

/** The answer to a request that no route takes. */
export function answerRules({ defaultAction: { statusCode } }: AlbSpec): Finding[] {
  if (statusCode < 300 || statusCode >= 400) return [];
  return [
    errorAt(
      '/defaultAction/statusCode',
      'PANKA-ALB-016',
      `defaultAction.statusCode ${statusCode}: the answer of a load balancer is 2xx, 4xx or 5xx`,
      'statusCode: 404',
    ),
  ];
}

/** Listeners that the routes can hang on, and people can sign in at. */
export function listenerRules(spec: AlbSpec): Finding[] {
  const { listeners, routes } = spec;
  const findings: Finding[] = [];
  const http = httpBehaviour(spec);
  if (!hasHttps(spec) && http !== 'forward')
    findings.push(
      errorAt(
        '/listeners/http',
        'PANKA-ALB-008',
        `listeners.http ${http} without a certificate leaves no listener for the routes`,
        'http: forward',
      ),
    );
  if (hasHttps(spec) && http !== 'off' && listeners.httpPort === listeners.httpsPort)
    findings.push(
      errorAt(
        '/listeners/httpPort',
        'PANKA-ALB-008',
        `listeners.httpPort and httpsPort are both ${listeners.httpPort}`,
      ),
    );
  for (const [index, { name, auth }] of routes.entries()) {
    if (auth?.oidc !== undefined)
      findings.push(
        errorAt(
          `/routes/${index}/auth/oidc`,
          'PANKA-ALB-007',
          `route ${name}: auth.oidc would put its client secret into the state; use auth.cognito, which can sign in through an OIDC provider`,
          'auth: { cognito: … }',
        ),
      );
    else if (auth !== undefined && auth.cognito === undefined)
      findings.push(errorAt(`/routes/${index}/auth`, 'PANKA-ALB-007', `route ${name}: auth needs cognito`));
    if (auth !== undefined && !hasHttps(spec))
      findings.push(
        errorAt(`/routes/${index}/auth`, 'PANKA-ALB-011', `route ${name}: auth needs HTTPS, and so a certificate`),
      );
    else if (auth !== undefined && http === 'forward')
      findings.push(
        errorAt(
          `/routes/${index}/auth`,
          'PANKA-ALB-011',
          `route ${name}: auth needs HTTPS, and listeners.http forward takes the route there without`,
          'http: redirect',
        ),
      );
  }
  return findings;
}

/** CloudFront's addresses count as 55 rules of the 60 that a security group takes: there is room for one listener. */
export function clientRules(spec: AlbSpec): Finding[] {
  if (!(spec.allowedCidrs ?? []).includes('cloudfront') || listenerPorts(spec).length < 2) return [];
  return [
    errorAt(
      '/allowedCidrs',
      'PANKA-ALB-013',
      'allowedCidrs cloudfront counts as 55 rules of 60, and there are two listeners; CloudFront needs one',
      'listeners: { http: off }',
    ),
  ];
}
