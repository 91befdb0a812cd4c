import { errorAt, type TargetManifest } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import type { Route } from './route-schema.js';
import { hasHttps, httpBehaviour } from './routes.js';
import type { AlbSpec } from './schema.js';
import { protocolVersion } from './target-group.js';

/** Codes that may count as healthy. Source: ELB API reference, Matcher. */
const HTTP_CODES = { name: 'HTTP', least: 200, most: 499 } as const;
const GRPC_CODES = { name: 'gRPC', least: 0, most: 99 } as const;

/** What AWS refuses of a health check. */
export function healthCheckRules(route: Route, index: number, target: TargetManifest): Finding[] {
  const { intervalSeconds, timeoutSeconds, matcher } = route.healthCheck;
  const refuse = (field: string, message: string, suggestion: string) =>
    errorAt(`/routes/${index}/healthCheck/${field}`, 'PANKA-ALB-014', `route ${route.name}: ${message}`, suggestion);
  const findings: Finding[] = [];
  if (timeoutSeconds >= intervalSeconds)
    findings.push(
      refuse(
        'timeoutSeconds',
        `a health check every ${intervalSeconds} s cannot take ${timeoutSeconds} s`,
        `intervalSeconds: ${timeoutSeconds + 5}`,
      ),
    );
  const { name, least, most } = speaksGrpc(route, target) ? GRPC_CODES : HTTP_CODES;
  const wrong = (matcher?.split(/[-,]/).map(Number) ?? []).find((code) => code < least || code > most);
  if (wrong !== undefined)
    findings.push(
      refuse(
        'matcher',
        `healthCheck.matcher ${matcher}: codes of ${name} are ${least} to ${most}, not ${wrong}`,
        `matcher: "${least}-${Math.min(most, 399)}"`,
      ),
    );
  return findings;
}

/** HTTP/2 and gRPC reach targets only from a listener of HTTPS, by a rule that forwards and does nothing else. */
export function protocolRules(spec: AlbSpec, index: number, target: TargetManifest): Finding[] {
  const route = spec.routes[index];
  if (route === undefined || target.kind === 'Lambda') return [];
  const version = protocolVersion(route, target);
  if (version === 'HTTP1') return [];
  const refuse = (path: string, message: string, suggestion?: string) =>
    errorAt(path, 'PANKA-ALB-015', `route ${route.name}: its target speaks ${version}, ${message}`, suggestion);
  if (!hasHttps(spec))
    return [
      refuse(
        `/routes/${index}/target`,
        'which needs a listener of HTTPS, and so a certificate',
        'certificate: { domain: example.com, zone: example.com }',
      ),
    ];
  return [
    ...(httpBehaviour(spec) === 'forward'
      ? [refuse('/listeners/http', 'which a listener of plain HTTP cannot forward to', 'http: redirect')]
      : []),
    ...(route.auth === undefined ? [] : [refuse(`/routes/${index}/auth`, 'and its rule can only forward')]),
  ];
}

function speaksGrpc(route: Route, target: TargetManifest): boolean {
  return target.kind !== 'Lambda' && protocolVersion(route, target) === 'GRPC';
}
