import type { TargetManifest } from '@panka/plugin-common';
import type { Route } from './route-schema.js';
import type { AlbSpec } from './schema.js';

const FIRST_PRIORITY = 100;
const STEP = 10;

/** Priority of every route: as given, else 100, 110, … in their order, stepping over what is taken. */
export function priorities(routes: readonly Route[]): readonly number[] {
  const taken = new Set(routes.flatMap((route) => route.priority ?? []));
  let next = FIRST_PRIORITY;
  return routes.map((route) => {
    if (route.priority !== undefined) return route.priority;
    while (taken.has(next)) next += STEP;
    const own = next;
    next += STEP;
    return own;
  });
}

/** True where there is a certificate, and so an HTTPS listener. */
export function hasHttps(spec: AlbSpec): boolean {
  return spec.certificate !== undefined;
}

/** What plain HTTP does. */
export function httpBehaviour(spec: AlbSpec): 'redirect' | 'forward' | 'off' {
  return spec.listeners.http ?? (hasHttps(spec) ? 'redirect' : 'forward');
}

/** Ports that it listens on. */
export function listenerPorts(spec: AlbSpec): readonly number[] {
  return [
    ...(hasHttps(spec) ? [spec.listeners.httpsPort] : []),
    ...(httpBehaviour(spec) === 'off' ? [] : [spec.listeners.httpPort]),
  ];
}

/** Port of the target that a route leads to. */
export function targetPort(route: Route, target: TargetManifest): number {
  return route.target.port ?? target.ports.find((p) => p.protocol !== 'udp')?.port ?? FALLBACK_PORT;
}

/** For a target without declared ports, such as an EC2Instance. */
const FALLBACK_PORT = 80;
