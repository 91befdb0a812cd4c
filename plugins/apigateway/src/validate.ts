import { certificateNames, certificateRules, covers, errorAt, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { ApiAuthorizer } from './authorizer-schema.js';
import { isHttpRoute, isWebSocketRoute } from './routes.js';
import type { ApiSpec } from './schema.js';
import { hasDefaultEndpoint, keepsLogs, stageOf } from './settings.js';
import { authRules } from './validate-auth.js';
import { targetRules } from './validate-targets.js';

type Component = ComponentOf<ApiSpec>;

/** Rules of APIs that the schema cannot express. Source: API Gateway developer guide, "HTTP APIs" and "WebSocket APIs". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...routeRules(component, view),
    ...spec.routes.flatMap((route, index) => [
      ...authRules(component, route, index),
      ...targetRules({ component, view, route, index }),
    ]),
    ...spec.authorizers.flatMap((authorizer, index) => authorizerRules(spec, authorizer, index)),
    ...domainRules(spec),
    ...corsRules(spec),
    ...stageRules(spec),
  ];
}

function routeRules(component: Component, view: ApplicationView): Finding[] {
  const { routes, type } = component.spec;
  const added = functionRoutes(component, view);
  if (routes.length === 0 && added.length === 0)
    return [
      errorAt(
        '/routes',
        'PANKA-APIGW-012',
        `${component.address} has no routes, and no function adds one by a trigger`,
        'routes: [{ route: "GET /", target: { component: my-function } }]',
      ),
    ];
  return routes.flatMap(({ route }, index): Finding[] => {
    const path = `/routes/${index}/route`;
    if (type === 'http' && !isHttpRoute(route))
      return [errorAt(path, 'PANKA-APIGW-001', `route "${route}" must be "<METHOD> /path" or "$default"`)];
    if (type === 'websocket' && !isWebSocketRoute(route))
      return [
        errorAt(
          path,
          'PANKA-APIGW-001',
          `route "${route}" must be "$connect", "$disconnect", "$default" or the name of an action`,
        ),
      ];
    const twin = added.find((one) => keyOf(one.route) === keyOf(route));
    if (twin !== undefined)
      return [errorAt(path, 'PANKA-APIGW-005', `route "${route}" is declared by a trigger of ${twin.by} too`)];
    return routes.findIndex((one) => keyOf(one.route) === keyOf(route)) === index
      ? []
      : [errorAt(path, 'PANKA-APIGW-005', `route "${route}" is declared twice`)];
  });
}

/** `GET /users/{id}` and `GET /users/{name}` take the same requests. */
function keyOf(route: string): string {
  return route.replaceAll(/\{[^}+]*(\+?)\}/g, '{$1}');
}

interface TriggerSpec {
  readonly triggers?: readonly {
    readonly type?: string;
    readonly enabled?: boolean;
    readonly http?: { readonly method: string; readonly path: string };
  }[];
}

/** Routes that functions add to this API. */
function functionRoutes(
  component: Component,
  view: ApplicationView,
): readonly { readonly route: string; readonly by: string }[] {
  return (view.referencesTo?.(component.address) ?? []).flatMap(({ from, reference }) => {
    const index = /^\/triggers\/(\d+)\//.exec(reference.path)?.[1];
    const trigger = index === undefined ? undefined : (from.spec as TriggerSpec).triggers?.[Number(index)];
    if (trigger?.http === undefined || trigger.enabled === false) return [];
    return [{ route: `${trigger.http.method} ${trigger.http.path}`, by: from.address }];
  });
}

function authorizerRules({ type, authorizers }: ApiSpec, authorizer: ApiAuthorizer, index: number): Finding[] {
  const { name, issuer, audience, component } = authorizer;
  const refuse = (message: string, field = '') =>
    errorAt(`/authorizers/${index}${field}`, 'PANKA-APIGW-004', `authorizer ${name}${message}`);
  const findings: Finding[] = [];
  if (authorizers.findIndex((one) => one.name === name) !== index) findings.push(refuse(' is declared twice', '/name'));
  if (authorizer.type === 'jwt') {
    if (type === 'websocket') findings.push(refuse(': WebSocket APIs take lambda authorizers only', '/type'));
    if (issuer === undefined) findings.push(refuse(': jwt needs an issuer'));
    if (audience.length === 0) findings.push(refuse(': jwt needs an audience'));
    if (component !== undefined) findings.push(refuse(': component is for lambda', '/component'));
  } else {
    if (component === undefined) findings.push(refuse(': lambda needs a component'));
    if (issuer !== undefined) findings.push(refuse(': issuer is for jwt', '/issuer'));
  }
  return findings;
}

function domainRules(spec: ApiSpec): Finding[] {
  const { domain } = spec;
  if (domain === undefined)
    return hasDefaultEndpoint(spec)
      ? []
      : [
          errorAt(
            '/defaultEndpoint',
            'PANKA-APIGW-007',
            'defaultEndpoint false without a domain leaves no way to the API',
          ),
        ];
  const { certificate, name, zone, createRecords } = domain;
  const broken = certificateRules(certificate, { path: '/domain/certificate', code: 'PANKA-APIGW-007' });
  if (broken.length > 0) return broken;
  const findings: Finding[] = [];
  const names = certificateNames(certificate);
  if (names !== undefined && !covers(names, name))
    findings.push(
      errorAt(
        '/domain/certificate',
        'PANKA-APIGW-007',
        `domain ${name} isn't covered by the certificate of ${names.join(', ')}`,
      ),
    );
  if (createRecords && zone === undefined && certificate.zone === undefined)
    findings.push(
      errorAt(
        '/domain/zone',
        'PANKA-APIGW-007',
        `domain ${name} needs the zone that its record goes to, or createRecords: false`,
        'zone: example.com',
      ),
    );
  return findings;
}

function corsRules({ type, cors }: ApiSpec): Finding[] {
  if (cors === undefined) return [];
  if (type === 'websocket') return [errorAt('/cors', 'PANKA-APIGW-006', 'cors is for http APIs')];
  if (!cors.allowCredentials || !cors.allowOrigins.includes('*')) return [];
  return [
    errorAt(
      '/cors/allowOrigins',
      'PANKA-APIGW-006',
      'cors.allowOrigins "*" with allowCredentials: name the origins',
      'allowOrigins: [https://www.example.com]',
    ),
  ];
}

function stageRules(spec: ApiSpec): Finding[] {
  if (spec.type === 'http') return [];
  const findings: Finding[] = [];
  if (stageOf(spec) === '$default')
    findings.push(errorAt('/stage', 'PANKA-APIGW-008', 'a WebSocket API has no stage $default', 'stage: live'));
  if (keepsLogs(spec))
    findings.push(
      warningAt(
        '/accessLogs',
        'PANKA-APIGW-008',
        'a WebSocket API writes access logs only where the account has a role for API Gateway to write logs in this region',
      ),
    );
  return findings;
}
