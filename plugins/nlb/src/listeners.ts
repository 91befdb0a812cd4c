import type { TargetManifest } from '@panka/plugin-common';
import type { PortRange } from 'panka/sdk';
import type { NlbListener } from './listener-schema.js';

/** Transport protocols that a listener takes. */
export function transports(listener: Pick<NlbListener, 'protocol'>): readonly PortRange['protocol'][] {
  if (listener.protocol === 'TCP_UDP') return ['tcp', 'udp'];
  return listener.protocol === 'UDP' ? ['udp'] : ['tcp'];
}

/** Ports that it listens on, one entry for each protocol. */
export function listenerRanges(listeners: readonly NlbListener[]): readonly PortRange[] {
  return listeners.flatMap((listener) => transports(listener).map((protocol) => ({ port: listener.port, protocol })));
}

/** Port of the target: as given, else the first of the listener's protocol; undefined where the target has none. */
export function targetPort(listener: NlbListener, target: TargetManifest): number | undefined {
  const [protocol] = transports(listener);
  return listener.target.port ?? target.ports.find((p) => (p.protocol ?? 'tcp') === protocol)?.port;
}

/** True where the target's manifest declares a TCP port of that number. */
export function hasTcpPort(target: TargetManifest, port: number | undefined): boolean {
  return target.ports.some((p) => p.port === port && p.protocol !== 'udp');
}
