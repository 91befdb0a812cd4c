import type { ComponentOf } from 'panka/sdk';
import type { Route } from './route-schema.js';

interface Certificate {
  readonly domain?: string;
}
interface BalancerSpec {
  readonly scheme?: string;
  readonly domain?: { readonly names?: readonly string[] };
  /** ALB. */
  readonly certificate?: Certificate;
  readonly listeners?: unknown;
}
interface NlbListener {
  readonly port: number;
  readonly protocol: string;
  readonly certificate?: Certificate;
}

/** The listener of an ALB or NLB that a route goes to, as far as its manifest tells. */
export interface BalancerListener {
  readonly internal: boolean;
  readonly port: number;
  readonly tls: boolean;
  /** UDP listeners take no requests. */
  readonly tcp: boolean;
  /** Name to expect in its certificate; undefined: none is known. */
  readonly host: string | undefined;
}

/** Reads it from the manifest; undefined: an NLB has no listener on that port. */
export function balancerListener(route: Route, balancer: ComponentOf): BalancerListener | undefined {
  const spec = balancer.spec as BalancerSpec;
  return balancer.kind === 'ALB' ? albListener(route, spec) : nlbListener(route, spec);
}

function albListener(route: Route, spec: BalancerSpec): BalancerListener {
  const { httpPort = 80, httpsPort = 443 } = (spec.listeners ?? {}) as { httpPort?: number; httpsPort?: number };
  const tls = spec.certificate !== undefined;
  return { ...common(route, spec, spec.certificate), port: tls ? httpsPort : httpPort, tls, tcp: true };
}

function nlbListener(route: Route, spec: BalancerSpec): BalancerListener | undefined {
  const listeners = Array.isArray(spec.listeners) ? (spec.listeners as readonly NlbListener[]) : [];
  const { port } = route.target;
  const found = port === undefined ? listeners[0] : listeners.find((listener) => listener.port === port);
  if (found === undefined) return undefined;
  const tls = found.protocol === 'TLS';
  return { ...common(route, spec, found.certificate), port: found.port, tls, tcp: found.protocol !== 'UDP' };
}

function common(route: Route, { scheme, domain }: BalancerSpec, certificate: Certificate | undefined) {
  const named = [domain?.names?.[0], certificate?.domain].find((name) => name !== undefined && !name.startsWith('*'));
  return { internal: scheme === 'internal', host: route.target.host ?? named };
}
