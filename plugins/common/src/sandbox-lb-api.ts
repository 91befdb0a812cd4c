import type { JsonObject, SandboxApi, SandboxCloud } from 'panka/sdk';
import { servicesBehind } from './sandbox-ecs-state.js';
import {
  ATTACHMENT,
  LISTENER,
  LISTENER_RULE,
  LOAD_BALANCER,
  listsTargetGroup,
  TARGET_GROUP,
} from './sandbox-lb-types.js';
import { digitsOf } from './sandbox-task-fate.js';

/** The calls of Elastic Load Balancing that verifiers make. */
export const sandboxLbApi: Readonly<Record<string, SandboxApi>> = {
  'elasticloadbalancing:DescribeLoadBalancers': (params, cloud) => {
    const wanted = Array.isArray(params.LoadBalancerArns) ? params.LoadBalancerArns.map(String) : [];
    return {
      LoadBalancers: wanted.map((arn) => {
        const found = cloud.get(LOAD_BALANCER, arn);
        if (found === undefined) throw new Error(`LoadBalancerNotFoundException: Load balancers '[${arn}]' not found`);
        return {
          LoadBalancerArn: arn,
          LoadBalancerName: found.inputs.name ?? null,
          DNSName: found.outputs.dnsName ?? null,
          Scheme: found.inputs.internal === true ? 'internal' : 'internet-facing',
          State: { Code: 'active' },
        };
      }),
    };
  },
  'elasticloadbalancing:DescribeTargetHealth': (params, cloud) => {
    const arn = String(params.TargetGroupArn);
    const group = cloud.get(TARGET_GROUP, arn);
    if (group === undefined) throw new Error(`TargetGroupNotFoundException: One or more target groups not found`);
    const health = isUsed(cloud, arn) ? healthOf(group.inputs) : notInUse();
    return {
      TargetHealthDescriptions: targetsOf(cloud, arn).map((target) => ({ Target: target, TargetHealth: health })),
    };
  },
};

/** A group that no listener forwards to is not asked at all. */
function isUsed(cloud: SandboxCloud, arn: string): boolean {
  return [...cloud.list(LISTENER), ...cloud.list(LISTENER_RULE)].some((r) => listsTargetGroup(r, arn));
}

/** Groups of functions are not checked unless they say so. */
function healthOf({ targetType, healthCheck }: JsonObject): JsonObject {
  const enabled = (healthCheck as JsonObject | undefined)?.enabled ?? targetType !== 'lambda';
  if (enabled === true) return { State: 'healthy' };
  return {
    State: 'unavailable',
    Reason: 'Target.HealthCheckDisabled',
    Description: 'Health checks are not enabled for this target',
  };
}

function notInUse(): JsonObject {
  return {
    State: 'unused',
    Reason: 'Target.NotInUse',
    Description: 'Target group is not configured to receive traffic from the load balancer',
  };
}

/** Running tasks of services that have the group, and what is attached by hand. */
function targetsOf(cloud: SandboxCloud, arn: string): readonly JsonObject[] {
  const tasks = servicesBehind(cloud, arn).flatMap((service) =>
    service.targetGroups
      .filter((group) => group.arn === arn)
      .flatMap(({ port }) =>
        Array.from({ length: service.running }, (_, i) => ({ Id: addressOf(`${service.arn} ${i}`), Port: port })),
      ),
  );
  const attached = cloud
    .list(ATTACHMENT)
    .filter((a) => a.inputs.targetGroupArn === arn)
    .map((a) => ({ Id: a.inputs.targetId ?? null, ...(a.inputs.port === undefined ? {} : { Port: a.inputs.port }) }));
  return [...tasks, ...attached];
}

/** A private address that stays the same for a task. */
function addressOf(text: string): string {
  const digits = digitsOf(text, 6);
  return `10.${[0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)).join('.')}`;
}
