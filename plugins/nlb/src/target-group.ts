import { type TargetManifest, targetType } from '@panka/plugin-common';
import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { NlbListener } from './listener-schema.js';
import { targetPort } from './listeners.js';
import type { NlbSpec } from './schema.js';

/** For a target without declared ports, such as an EC2Instance: the listener's own. */
function portOf(listener: NlbListener, target: TargetManifest): number {
  return targetPort(listener, target) ?? listener.port;
}

/** What is spoken with targets: TLS ends at the load balancer unless the target speaks it too. */
function protocolOf(listener: NlbListener): string {
  if (listener.protocol !== 'TLS') return listener.protocol;
  return listener.target.tls ? 'TLS' : 'TCP';
}

/** What of a target group cannot be changed in place: part of its name, so that a new one can be made before the old one goes. */
export function replaceKey(listener: NlbListener, target: TargetManifest): string {
  return [targetType(target), portOf(listener, target), protocolOf(listener)].join('/');
}

export interface GroupRequest {
  readonly spec: NlbSpec;
  readonly listener: NlbListener;
  readonly target: TargetManifest;
  readonly vpcId: Input<string>;
}

/** Target group of a listener, without name and tags. */
export function targetGroupArgs({ spec, listener, target, vpcId }: GroupRequest): aws.lb.TargetGroupArgs {
  return {
    targetType: targetType(target),
    port: portOf(listener, target),
    protocol: protocolOf(listener),
    vpcId,
    deregistrationDelay: spec.deregistrationDelaySeconds,
    // The provider takes this boolean as text.
    preserveClientIp: String(spec.preserveClientIp),
    proxyProtocolV2: spec.proxyProtocolV2,
    ...(listener.protocol === 'TLS' ? {} : { stickiness: { type: 'source_ip', enabled: listener.stickiness } }),
    healthCheck: healthCheck(listener, target),
  };
}

function healthCheck(listener: NlbListener, target: TargetManifest): aws.types.input.lb.TargetGroupHealthCheck {
  const own = listener.healthCheck;
  const port = own.port ?? target.healthCheck?.port;
  return {
    enabled: true,
    protocol: own.protocol,
    port: port === undefined ? 'traffic-port' : String(port),
    interval: own.intervalSeconds,
    timeout: own.timeoutSeconds,
    healthyThreshold: own.healthyThreshold,
    unhealthyThreshold: own.unhealthyThreshold,
    ...(own.protocol === 'TCP'
      ? {}
      : { path: own.path ?? target.healthCheck?.path ?? '/', matcher: own.matcher ?? '200-399' }),
  };
}
