import { certificateRules, errorAt, targetManifest } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { httpBehaviour } from './routes.js';
import type { AlbSpec } from './schema.js';
import { lambdaRouteRules } from './validate-lambda-route.js';
import { answerRules, clientRules, listenerRules } from './validate-listeners.js';
import { healthCheckRules, protocolRules } from './validate-target-group.js';
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
    ...answerRules(spec),
    ...clientRules(spec),
  ];
}

function zoneRules(spec: AlbSpec, view: ApplicationView): Finding[] {
  const tier = spec.scheme === 'internal' ? 'private' : 'public';
  const zones = zonesOf(view.infra, tier);
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
  if (httpBehaviour(spec) === 'forward' && spec.scheme !== 'internal' && view.infra.security.allowPlainHttp !== true)
    return [
      errorAt(
        '/listeners/http',
        'PANKA-ALB-005',
        'internet-facing with listeners.http forward: what is asked and answered there can be read on the way',
        'http: redirect',
      ),
    ];
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
    const manifest = targetManifest(other?.kind ?? '', other?.spec ?? {});
    const always = healthCheckRules(route, index, manifest);
    if (other?.kind === 'Lambda') return [...always, ...lambdaRouteRules(route, index, other)];
    always.push(...protocolRules(component.spec, index, manifest));
    if (other === undefined || target.port === undefined) return always;
    const { ports } = manifest;
    if (ports.length === 0 || ports.some((p) => p.port === target.port && p.protocol !== 'udp')) return always;
    return [
      ...always,
      errorAt(
        `/routes/${index}/target/port`,
        'PANKA-ALB-004',
        `target ${other.name} has no port ${target.port}`,
        `port: ${ports[0]?.port}`,
      ),
    ];
  });
}
