import { certificateRules, errorAt, targetManifest } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { hasHttps, httpBehaviour, listenerPorts } from './routes.js';
import type { AlbSpec } from './schema.js';
import { lambdaRouteRules } from './validate-lambda-route.js';
import { zonesOf } from './zones.js';

type Component = ComponentOf<AlbSpec>;

/** Rules of application load balancers that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...zoneRules(spec, view),
    ...httpsRules(spec, view),
    ...routeRules(spec),
    ...targetRules(component, view),
    ...listenerRules(spec),
    ...clientRules(spec),
  ];
}

function zoneRules(spec: AlbSpec, view: ApplicationView): Finding[] {
  const tier = spec.scheme === 'internal' ? 'private' : 'public';
  const zones = zonesOf(view.infra.networking, tier);
  if (zones === undefined || zones >= 2) return [];
  return [
    errorAt(
      '/scheme',
      'PANKA-ALB-001',
      `ALB needs subnets in at least 2 availability zones; Networking.${tier} has ${zones}`,
    ),
  ];
}

function httpsRules(spec: AlbSpec, view: ApplicationView): Finding[] {
  const { certificate } = spec;
  if (certificate === undefined) {
    if (spec.scheme === 'internal' || view.infra.security.allowPlainHttp === true) return [];
    return [
      errorAt(
        '/certificate',
        'PANKA-ALB-005',
        'internet-facing without certificate',
        'certificate: { domain: example.com, zone: example.com }',
      ),
    ];
  }
  return certificateRules(certificate, { path: '/certificate', code: 'PANKA-ALB-009' });
}

function routeRules({ routes }: AlbSpec): Finding[] {
  return routes.flatMap((route, index) => {
    const before = routes.slice(0, index);
    const findings: Finding[] = [];
    const twin = before.find((r) => r.host === route.host && r.path === route.path);
    if (twin !== undefined)
      findings.push(
        errorAt(
          `/routes/${index}`,
          'PANKA-ALB-002',
          `routes ${twin.name} and ${route.name} have the same host and path`,
        ),
      );
    if (before.some((r) => r.name === route.name))
      findings.push(errorAt(`/routes/${index}/name`, 'PANKA-ALB-010', `route ${route.name} is declared twice`));
    const rival = before.find((r) => r.priority !== undefined && r.priority === route.priority);
    if (rival !== undefined)
      findings.push(
        errorAt(
          `/routes/${index}/priority`,
          'PANKA-ALB-006',
          `routes ${rival.name} and ${route.name} have the same priority ${route.priority}`,
        ),
      );
    return findings;
  });
}

function targetRules(component: Component, view: ApplicationView): Finding[] {
  return component.spec.routes.flatMap((route, index) => {
    const { target } = route;
    const other = view.find(target.component, component);
    if (other?.kind === 'Lambda') return lambdaRouteRules(route, index, other);
    if (other === undefined || target.port === undefined) return [];
    const { ports } = targetManifest(other.kind, other.spec);
    if (ports.length === 0 || ports.some((p) => p.port === target.port && p.protocol !== 'udp')) return [];
    return [
      errorAt(
        `/routes/${index}/target/port`,
        'PANKA-ALB-004',
        `target ${other.name} has no port ${target.port}`,
        `port: ${ports[0]?.port}`,
      ),
    ];
  });
}

function listenerRules(spec: AlbSpec): Finding[] {
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
  }
  return findings;
}

/** CloudFront's addresses count as 55 rules of the 60 that a security group takes: there is room for one listener. */
function clientRules(spec: AlbSpec): Finding[] {
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
