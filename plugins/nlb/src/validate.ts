import { certificateRules, errorAt, targetManifest, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { NlbListener } from './listener-schema.js';
import { hasTcpPort, targetPort, transports } from './listeners.js';
import type { NlbSpec } from './schema.js';

type Component = ComponentOf<NlbSpec>;

/** Rules of network load balancers that the schema cannot express. Source: ELB user guide, "Network Load Balancers". */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...addressRules(spec),
    ...logRules(spec),
    ...spec.listeners.flatMap((listener, index) => [
      ...listenerRules(spec, listener, index),
      ...tlsRules(listener, index),
      ...healthRules(listener, index),
      ...targetRules({ component, view, listener, index }),
    ]),
  ];
}

function addressRules({ scheme, staticIps, allowedCidrs }: NlbSpec): Finding[] {
  const findings: Finding[] = [];
  if (staticIps && scheme === 'internal')
    findings.push(
      errorAt(
        '/staticIps',
        'PANKA-NLB-007',
        'staticIps are public addresses; an internal NLB has none',
        'scheme: internet-facing',
      ),
    );
  if (scheme === 'internet-facing' && allowedCidrs === undefined)
    findings.push(
      warningAt(
        '/scheme',
        'PANKA-NLB-009',
        'internet-facing, but only the VPC may connect: say who in allowedCidrs',
        'allowedCidrs: [203.0.113.0/24]',
      ),
    );
  return findings;
}

function logRules({ accessLogs, listeners }: NlbSpec): Finding[] {
  if (!accessLogs.enabled || listeners.some(({ protocol }) => protocol === 'TLS')) return [];
  return [
    warningAt('/accessLogs/enabled', 'PANKA-NLB-011', 'accessLogs are written for TLS listeners only; there is none'),
  ];
}

function listenerRules({ listeners, preserveClientIp }: NlbSpec, listener: NlbListener, index: number): Finding[] {
  const findings: Finding[] = [];
  if (listeners.findIndex(({ port }) => port === listener.port) !== index)
    findings.push(
      errorAt(
        `/listeners/${index}/port`,
        'PANKA-NLB-005',
        `port ${listener.port} is listened on twice; TCP and UDP of one port are one listener of protocol TCP_UDP`,
      ),
    );
  if (!preserveClientIp && transports(listener).includes('udp'))
    findings.push(
      errorAt('/preserveClientIp', 'PANKA-NLB-002', "preserveClientIp can't be off for UDP", 'preserveClientIp: true'),
    );
  return findings;
}

function tlsRules(listener: NlbListener, index: number): Finding[] {
  const { protocol, port, certificate, target, stickiness, alpnPolicy } = listener;
  const at = `/listeners/${index}`;
  if (protocol === 'TLS') {
    if (certificate === undefined)
      return [
        errorAt(
          `${at}/certificate`,
          'PANKA-NLB-001',
          'TLS listener needs a certificate',
          'certificate: { domain: example.com, zone: example.com }',
        ),
      ];
    const sticky = stickiness
      ? [errorAt(`${at}/stickiness`, 'PANKA-NLB-010', `listener ${port}: stickiness is not for TLS`)]
      : [];
    return [...certificateRules(certificate, { path: `${at}/certificate`, code: 'PANKA-NLB-006' }), ...sticky];
  }
  const onlyTls = { certificate, alpnPolicy, 'target/tls': target.tls ? true : undefined };
  return Object.entries(onlyTls)
    .filter(([, value]) => value !== undefined)
    .map(([field]) =>
      errorAt(
        `${at}/${field}`,
        'PANKA-NLB-010',
        `listener ${port}: ${field.replace('/', '.')} is for TLS, not for ${protocol}`,
        'protocol: TLS',
      ),
    );
}

function healthRules({ port, healthCheck }: NlbListener, index: number): Finding[] {
  const at = `/listeners/${index}/healthCheck`;
  const { protocol, path, matcher, intervalSeconds, timeoutSeconds } = healthCheck;
  const findings: Finding[] = [];
  if (timeoutSeconds >= intervalSeconds)
    findings.push(
      errorAt(
        `${at}/timeoutSeconds`,
        'PANKA-NLB-008',
        `listener ${port}: a health check every ${intervalSeconds} s cannot take ${timeoutSeconds} s`,
        `intervalSeconds: ${timeoutSeconds + 5}`,
      ),
    );
  for (const [field, value] of Object.entries({ path, matcher }))
    if (value !== undefined && protocol === 'TCP')
      findings.push(
        errorAt(
          `${at}/${field}`,
          'PANKA-NLB-010',
          `listener ${port}: healthCheck.${field} is for HTTP and HTTPS`,
          'protocol: HTTP',
        ),
      );
  return findings;
}

function targetRules(at: { component: Component; view: ApplicationView; listener: NlbListener; index: number }) {
  const { component, view, listener, index } = at;
  const other = view.find(listener.target.component, component);
  if (other === undefined) return [];
  const target = targetManifest(other.kind, other.spec);
  if (target.ports.length === 0) return [];
  const port = targetPort(listener, target);
  const missing = transports(listener).find(
    (protocol) => !target.ports.some((p) => p.port === port && (p.protocol ?? 'tcp') === protocol),
  );
  if (missing !== undefined)
    return [
      errorAt(
        `/listeners/${index}/target/port`,
        'PANKA-NLB-004',
        `target ${other.name} has no ${missing} port${port === undefined ? '' : ` ${port}`}`,
        `port: ${target.ports[0]?.port}`,
      ),
    ];
  const asked = listener.healthCheck.port ?? target.healthCheck?.port ?? port;
  if (listener.protocol !== 'UDP' || hasTcpPort(target, asked)) return [];
  return [
    errorAt(
      `/listeners/${index}/healthCheck/port`,
      'PANKA-NLB-003',
      `listener ${listener.port}: health is asked over TCP, and ${other.name} has no TCP port ${asked}; give healthCheck.port`,
    ),
  ];
}
