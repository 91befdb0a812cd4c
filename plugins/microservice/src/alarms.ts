import type { IncomingRoute } from '@panka/plugin-common';
import type { AlarmRequest, ComponentOf, DeployedWorkload } from 'panka/sdk';
import type { MicroServiceSpec } from './schema.js';

type Component = ComponentOf<MicroServiceSpec>;
type Label = NonNullable<DeployedWorkload['serviceName']>;

/** Alarms on the target groups of ALB routes: `5xx` for the first route, `5xx-<route>` for others. */
export function targetAlarms(component: Component, routes: readonly IncomingRoute[]): AlarmRequest[] {
  return routes.flatMap((route, index) => {
    if (route.loadBalancer.component.kind !== 'ALB') return [];
    const end = index === 0 ? '' : `-${route.name}`;
    const where = `${component.address} behind ${route.from} (${route.name})`;
    const dimensions = { LoadBalancer: loadBalancerLabel(route), TargetGroup: targetGroupLabel(route) };
    const common = {
      namespace: 'AWS/ApplicationELB',
      dimensions,
      comparison: 'GreaterThanThreshold',
      missingData: 'notBreaching',
    } as const;
    return [
      {
        ...common,
        id: `5xx${end}`,
        description: `Errors of ${where}`,
        metric: 'HTTPCode_Target_5XX_Count',
        statistic: 'Sum',
        threshold: 10,
        period: 60,
        periods: 1,
      },
      {
        ...common,
        id: `latency${end}`,
        description: `Slow answers of ${where}`,
        metric: 'TargetResponseTime',
        extendedStatistic: 'p95',
        threshold: 1,
        period: 60,
        periods: 5,
      },
      {
        ...common,
        id: `unhealthy${end}`,
        description: `Unhealthy targets of ${where}`,
        metric: 'UnHealthyHostCount',
        statistic: 'Maximum',
        threshold: 0,
        period: 60,
        periods: 5,
      },
    ];
  });
}

/** `app/<lb>/<id>/targetgroup/<group>/<id>`: the label that scaling by requests wants. */
export function requestLabel(route: IncomingRoute): Label {
  const group = targetGroupLabel(route);
  return loadBalancerLabel(route).apply((balancer) => group.apply((name) => `${balancer}/${name}`));
}

function targetGroupLabel(route: IncomingRoute): Label {
  return route.targetGroupArn.apply((arn) => arn.slice(arn.lastIndexOf(':') + 1));
}

function loadBalancerLabel(route: IncomingRoute): Label {
  const arn = route.loadBalancer.outputs.loadBalancerArn ?? route.targetGroupArn;
  return arn.apply((text) => String(text).slice(String(text).indexOf(':loadbalancer/') + ':loadbalancer/'.length));
}
