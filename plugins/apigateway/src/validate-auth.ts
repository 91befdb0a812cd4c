import { errorAt, warningAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import type { Route } from './route-schema.js';
import { authOf } from './routes.js';
import type { ApiSpec } from './schema.js';

/** Who may call a route. */
export function authRules(component: ComponentOf<ApiSpec>, route: Route, index: number): Finding[] {
  const at = `/routes/${index}`;
  const { type, authorizer } = authOf(route);
  const findings: Finding[] = [];
  if (authorizer !== undefined) findings.push(...authorizerRules(component.spec, route, `${at}/auth`));
  if (route.scopes.length > 0 && type !== 'jwt')
    findings.push(
      errorAt(`${at}/scopes`, 'PANKA-APIGW-011', `route "${route.route}": scopes are for jwt, not for ${route.auth}`),
    );
  if (component.spec.type === 'websocket') return [...findings, ...webSocketRules(route, at)];
  if (type === 'none' && component.environmentClass === 'production')
    findings.push(warningAt(`${at}/auth`, 'PANKA-APIGW-003', `auth none on ${route.route} in production`));
  return findings;
}

function authorizerRules({ authorizers }: ApiSpec, route: Route, path: string): Finding[] {
  const { type, authorizer } = authOf(route);
  const found = authorizers.find(({ name }) => name === authorizer);
  const names = authorizers.filter((one) => one.type === type).map(({ name }) => name);
  if (found?.type === type) return [];
  const problem = found === undefined ? 'names no authorizer' : `names a ${found.type} authorizer`;
  const known = names.length === 0 ? `there is none of type ${type}` : `there are ${names.join(', ')}`;
  return [errorAt(path, 'PANKA-APIGW-004', `route "${route.route}": auth "${route.auth}" ${problem}; ${known}`)];
}

/** Callers are looked at when they connect; what they send afterwards comes from the same. */
function webSocketRules(route: Route, at: string): Finding[] {
  const { type } = authOf(route);
  if (route.route === '$connect' || type === 'none') return [];
  return [
    errorAt(
      `${at}/auth`,
      'PANKA-APIGW-008',
      `route "${route.route}": WebSocket APIs ask who calls in $connect only; here auth is none`,
      'auth: none',
    ),
  ];
}
