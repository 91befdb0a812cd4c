import { type TargetManifest, targetType } from '@panka/plugin-common';
import type * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { Route } from './route-schema.js';
import { targetPort } from './routes.js';

/** gRPC status codes that are healthy; 12 (not implemented) is what most servers answer to an unknown method. */
const GRPC_MATCHER = '0-99';
const HTTP_MATCHER = '200-399';
/** What a server that speaks no HTTP health path may answer. */
const LENIENT_MATCHER = '200-499';

/** Method that AWS asks by itself; a server that does not have it answers that, which counts as healthy, too. */
const GRPC_PATH = '/AWS.ALB/healthcheck';

const PROTOCOL_VERSIONS: Readonly<Record<string, string>> = { http2: 'HTTP2', grpc: 'GRPC' };

/** What of a target group cannot be changed in place: part of its name, so that a new one can be made before the old one goes. */
export function replaceKey(route: Route, target: TargetManifest): string {
  const type = targetType(target);
  if (type === 'lambda') return type;
  return [type, targetPort(route, target), protocolVersion(route, target)].join('/');
}

/** Target group of a route, without name and tags. */
export function targetGroupArgs(route: Route, target: TargetManifest, vpcId: Input<string>): aws.lb.TargetGroupArgs {
  const type = targetType(target);
  return {
    targetType: type,
    ...(type === 'lambda'
      ? {}
      : {
          port: targetPort(route, target),
          protocol: 'HTTP',
          protocolVersion: protocolVersion(route, target),
          vpcId,
          deregistrationDelay: route.deregistrationDelaySeconds,
          loadBalancingAlgorithmType: route.algorithm,
          stickiness: {
            type: 'lb_cookie',
            enabled: route.stickiness.enabled,
            cookieDuration: route.stickiness.durationSeconds,
          },
        }),
    healthCheck: healthCheck(route, target, type),
  };
}

function healthCheck(route: Route, target: TargetManifest, type: string): aws.types.input.lb.TargetGroupHealthCheck {
  const own = route.healthCheck;
  // Every check is a call that is paid for, so a function is asked only where the manifest says what.
  if (type === 'lambda' && own.path === undefined) return { enabled: false };
  const port = own.port ?? target.healthCheck?.port;
  return {
    enabled: true,
    path: own.path ?? targetPath(route, target),
    matcher: own.matcher ?? matcher(route, target),
    interval: own.intervalSeconds,
    timeout: own.timeoutSeconds,
    healthyThreshold: own.healthyThreshold,
    unhealthyThreshold: own.unhealthyThreshold,
    ...(type === 'lambda' ? {} : { protocol: 'HTTP', port: port === undefined ? 'traffic-port' : String(port) }),
  };
}

/** gRPC has methods and no pages: `/` is none of them. */
function targetPath(route: Route, target: TargetManifest): string {
  const path = target.healthCheck?.path ?? '/';
  return path === '/' && protocolVersion(route, target) === 'GRPC' ? GRPC_PATH : path;
}

function matcher(route: Route, target: TargetManifest): string {
  if (protocolVersion(route, target) === 'GRPC') return GRPC_MATCHER;
  const protocol = target.healthCheck?.protocol ?? 'HTTP';
  return protocol === 'HTTP' ? HTTP_MATCHER : LENIENT_MATCHER;
}

/** What is spoken with the targets of a route that is no function. */
export function protocolVersion(route: Route, target: TargetManifest): string {
  const port = target.ports.find((p) => p.port === targetPort(route, target));
  return PROTOCOL_VERSIONS[port?.appProtocol ?? ''] ?? 'HTTP1';
}
