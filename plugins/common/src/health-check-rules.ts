import type { Finding } from 'panka/sdk';
import type { PortSpec } from './container-spec.js';
import { runsOnEcs } from './ecs-platforms.js';
import { errorAt, warningAt } from './finding.js';
import type { HealthCheck } from './health-check.js';

/** The load balancer, or the container, must be asked on a port that is declared. */
export function healthCheckRules(check: HealthCheck, ports: readonly PortSpec[], platform = 'fargate'): Finding[] {
  const known = ports.map((port) => port.port);
  const findings: Finding[] = [];
  if (check.port !== undefined && !known.includes(check.port))
    findings.push(
      errorAt(
        '/healthCheck/port',
        'PANKA-ECS-003',
        `healthCheck.port ${check.port} is not one of spec.ports (${known.join(', ')})`,
        known[0] === undefined ? undefined : `port: ${known[0]}`,
      ),
    );
  for (const [path, probe] of [
    ['/healthCheck', check],
    ['/healthCheck/liveness', check.liveness],
  ] as const)
    if (probe?.protocol === 'CMD' && probe.command === undefined)
      findings.push(errorAt(`${path}/command`, 'PANKA-ECS-018', 'a health check with protocol CMD needs a command'));
  if (runsOnEcs(platform) && check.liveness !== undefined && check.liveness.protocol !== 'CMD')
    findings.push(
      warningAt(
        '/healthCheck/liveness',
        'PANKA-ECS-019',
        `ECS cannot ask a container over ${check.liveness.protocol}: without a command this liveness check has no effect`,
        'exec: { command: [wget, -q, --spider, http://localhost:8080/health] }',
      ),
    );
  return findings;
}
