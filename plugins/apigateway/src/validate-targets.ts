import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { BALANCER_KINDS } from './kinds.js';
import { balancerListener } from './load-balancer-target.js';
import type { Route } from './route-schema.js';
import type { ApiSpec } from './schema.js';

interface Targeting {
  readonly component: ComponentOf<ApiSpec>;
  readonly view: ApplicationView;
  readonly route: Route;
  readonly index: number;
}

/** Parameters that AWS wants and that nothing but the manifest can say. */
const EVENT_PARAMETERS = ['Source', 'DetailType'];

/** What a target must be, to be called by an API. */
export function targetRules(at: Targeting): Finding[] {
  const { component, view, route, index } = at;
  const path = `/routes/${index}/target`;
  const other = view.find(route.target.component, component);
  if (other === undefined) return [];
  const findings = [...foreignFields(at, other.kind), ...timeRules(at)];
  if (component.spec.type === 'websocket' && other.kind !== 'Lambda')
    return [
      ...findings,
      errorAt(
        `${path}/component`,
        'PANKA-APIGW-008',
        `route "${route.route}": WebSocket routes lead to Lambda, not to ${other.kind}`,
      ),
    ];
  if (other.kind === 'MicroService') return [...findings, ...serviceRules(at, other)];
  if (BALANCER_KINDS.includes(other.kind)) return [...findings, ...balancerRules(at, other)];
  return [...findings, ...parameterRules(at, other)];
}

/** Milliseconds that a WebSocket API waits at most; HTTP APIs a second longer. */
const WEBSOCKET_TIMEOUT = 29_000;

function timeRules({ component, route, index }: Targeting): Finding[] {
  const { timeoutMs } = route.target;
  if (component.spec.type === 'http' || timeoutMs <= WEBSOCKET_TIMEOUT) return [];
  return [
    errorAt(
      `/routes/${index}/target/timeoutMs`,
      'PANKA-APIGW-008',
      `route "${route.route}": a WebSocket API waits ${WEBSOCKET_TIMEOUT} ms at most, not ${timeoutMs}`,
      `timeoutMs: ${WEBSOCKET_TIMEOUT}`,
    ),
  ];
}

function foreignFields({ route, index }: Targeting, kind: string): Finding[] {
  const allowed: Readonly<Record<'port' | 'host' | 'parameters', readonly string[]>> = {
    port: ['NLB'],
    host: BALANCER_KINDS,
    parameters: ['SQS', 'EventBridge'],
  };
  return (['port', 'host', 'parameters'] as const)
    .filter((field) => route.target[field] !== undefined && !allowed[field].includes(kind))
    .map((field) =>
      errorAt(
        `/routes/${index}/target/${field}`,
        'PANKA-APIGW-009',
        `route "${route.route}": target.${field} is for ${allowed[field].join(', ')}, not for ${kind}`,
      ),
    );
}

/** A service has no address of its own that API Gateway could reach: a load balancer does. */
function serviceRules({ view, index, route }: Targeting, service: ComponentOf): Finding[] {
  const inFront = view.components.find(
    ({ kind, references, spec }) =>
      BALANCER_KINDS.includes(kind) &&
      (spec as { scheme?: string }).scheme === 'internal' &&
      references.some(({ to, reason }) => to === service.address && reason === 'target'),
  );
  return [
    errorAt(
      `/routes/${index}/target/component`,
      'PANKA-APIGW-002',
      `route "${route.route}": MicroService ${service.address} is reached through an internal ALB or NLB; make that the target`,
      inFront === undefined ? undefined : `component: ${inFront.address}`,
    ),
  ];
}

function balancerRules({ route, index }: Targeting, balancer: ComponentOf): Finding[] {
  const path = `/routes/${index}/target`;
  const refuse = (field: string, message: string, suggestion?: string) =>
    errorAt(`${path}/${field}`, 'PANKA-APIGW-010', `route "${route.route}": ${message}`, suggestion);
  const listener = balancerListener(route, balancer);
  if (listener === undefined)
    return [refuse('port', `${balancer.kind} ${balancer.name} has no listener on port ${route.target.port}`)];
  const findings: Finding[] = [];
  if (!listener.internal)
    findings.push(
      refuse('component', `${balancer.kind} ${balancer.name} is internet-facing; a VPC link needs scheme internal`),
    );
  if (!listener.tcp)
    findings.push(refuse('port', `${balancer.kind} ${balancer.name} speaks UDP on port ${listener.port}`));
  if (listener.tls && listener.host === undefined)
    findings.push(
      refuse(
        'host',
        `${balancer.kind} ${balancer.name} speaks TLS; give the name that its certificate is for`,
        'host: internal.example.com',
      ),
    );
  return findings;
}

function parameterRules({ route, index }: Targeting, target: ComponentOf): Finding[] {
  const given = route.target.parameters ?? {};
  const fifo = (target.spec as { type?: string }).type === 'fifo';
  const wanted = { SQS: fifo ? ['MessageGroupId'] : [], EventBridge: EVENT_PARAMETERS }[target.kind] ?? [];
  const missing = wanted.filter((name) => given[name] === undefined);
  if (missing.length === 0) return [];
  return [
    errorAt(
      `/routes/${index}/target/parameters`,
      'PANKA-APIGW-009',
      `route "${route.route}": ${target.kind} ${target.name} needs target.parameters ${missing.join(', ')}`,
      `parameters: { ${missing.map((name) => `${name}: …`).join(', ')} }`,
    ),
  ];
}
