import { errorAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import type { Route } from './route-schema.js';

/** Seconds that a function runs at most where its manifest doesn't say. Source: Lambda's schema. */
const LAMBDA_TIMEOUT = 30;

/** What a route to a function cannot have. Source: ELB user guide, "Use Lambda functions as targets". */
export function lambdaRouteRules(route: Route, index: number, target: ComponentOf): readonly Finding[] {
  const at = `/routes/${index}`;
  const refuse = (path: string, message: string, suggestion?: string) =>
    errorAt(`${at}${path}`, 'PANKA-ALB-012', `route ${route.name}: ${message}`, suggestion);
  const { healthCheck, stickiness } = route;
  const findings: Finding[] = [];
  if (route.target.port !== undefined)
    findings.push(refuse('/target/port', `${target.name} is a Lambda, which has no port`));
  if (healthCheck.port !== undefined)
    findings.push(refuse('/healthCheck/port', `${target.name} is a Lambda, which has no port`));
  if (stickiness.enabled)
    findings.push(refuse('/stickiness', `${target.name} is a Lambda; stickiness is for other targets`));
  const timeout = timeoutOf(target);
  if (healthCheck.path !== undefined && healthCheck.intervalSeconds <= timeout)
    findings.push(
      refuse(
        '/healthCheck/intervalSeconds',
        `health check every ${healthCheck.intervalSeconds} s, but ${target.name} may take ${timeout} s`,
        `intervalSeconds: ${timeout + 5}`,
      ),
    );
  return findings;
}

function timeoutOf({ spec }: ComponentOf): number {
  const { timeout } = spec as { readonly timeout?: unknown };
  return typeof timeout === 'number' ? timeout : LAMBDA_TIMEOUT;
}
