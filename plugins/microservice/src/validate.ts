import {
  autoscalingRules,
  containerRules,
  errorAt,
  healthCheckRules,
  isTarget,
  rollingRules,
  rolloutRules,
  runsOnEcs,
  stopTimeoutRules,
} from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { leastTasks } from './least-tasks.js';
import type { MicroServiceSpec } from './schema.js';

type Component = ComponentOf<MicroServiceSpec>;

/** Rules of ECS services that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  const behind = { any: isTarget(component, view), alb: isTarget(component, view, 'ALB') };
  return [
    ...containerRules(component, view),
    ...healthCheckRules(spec.healthCheck, spec.ports, spec.runtime.platform),
    ...autoscalingRules(enabledScaling(spec), spec.replicas),
    ...targetRules(spec, behind),
    ...(behind.any || !runsOnEcs(spec.runtime.platform)
      ? []
      : rolloutRules(spec.deployment, { traffic: isNamed(spec) })),
    ...discoveryRules(spec),
    ...(runsOnEcs(spec.runtime.platform) ? rollingRules(spec.deployment, leastTasks(spec)) : []),
    ...stopTimeoutRules('stopTimeoutSeconds', spec.stopTimeoutSeconds, spec.runtime.platform),
  ];
}

function enabledScaling(spec: MicroServiceSpec): MicroServiceSpec['autoscaling'] {
  return spec.autoscaling?.enabled === true ? spec.autoscaling : undefined;
}

function targetRules(spec: MicroServiceSpec, behind: { any: boolean; alb: boolean }): Finding[] {
  const scaling = enabledScaling(spec);
  if (behind.any && leastTasks(spec) === 0)
    return [
      errorAt(
        scaling?.minReplicas === undefined ? '/replicas' : '/autoscaling/minReplicas',
        'PANKA-ECS-005',
        'replicas 0 with a load balancer target is refused (set autoscaling.minReplicas ≥ 1)',
        'minReplicas: 1',
      ),
    ];
  if (!behind.alb && scaling?.requestsPerTarget !== undefined)
    return [
      errorAt(
        '/autoscaling/requestsPerTarget',
        'PANKA-ECS-021',
        'autoscaling.requestsPerTarget needs a route of an ALB that leads here',
        'targetCPUUtilization: 70',
      ),
    ];
  if (behind.any && runsOnEcs(spec.runtime.platform) && spec.deployment.strategy !== 'rolling')
    return [
      errorAt(
        '/deployment/strategy',
        'PANKA-ECS-022',
        `deployment.strategy ${spec.deployment.strategy} needs a second target group, which ALB routes do not have; behind a load balancer use rolling`,
        'strategy: rolling',
      ),
    ];
  return [];
}

/** Offered by Service Connect. */
function isNamed({ serviceDiscovery, ports }: MicroServiceSpec): boolean {
  return serviceDiscovery.enabled && ports.some(({ protocol }) => protocol === 'tcp');
}

function discoveryRules({ serviceDiscovery }: MicroServiceSpec): Finding[] {
  if (serviceDiscovery.namespace === undefined) return [];
  return [
    {
      code: 'PANKA-ECS-023',
      severity: 'info',
      path: '/serviceDiscovery/namespace',
      message: `serviceDiscovery.namespace ${serviceDiscovery.namespace} is not used: every service is in the namespace of the stack`,
    },
  ];
}
