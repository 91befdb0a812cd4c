import {
  autoscalingOf,
  containerWorkload,
  deploymentOf,
  given,
  healthCommandOf,
  type IncomingRoute,
  portsToAdmit,
  probesOf,
  routesTo,
  runsOnEcs,
  serviceAlarms,
  serviceOutputs,
} from '@panka/plugin-common';
import {
  type Alarms,
  type Cluster,
  type ComponentOf,
  type DeployedWorkload,
  type Runtimes,
  type Secrets,
  type SecurityGroups,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
  type Workload,
} from 'panka/sdk';
import { requestLabel, targetAlarms } from './alarms.js';
import { tasksAtAnyTime } from './least-tasks.js';
import { provision, urlOf } from './provision.js';
import type { MicroServiceSpec } from './schema.js';

type Component = ComponentOf<MicroServiceSpec>;

/** What cannot look a name up through Service Connect, because it is no ECS service: scheduled tasks have no proxy beside them. */
const OUTSIDE_SERVICES = ['Lambda', 'EC2Instance', 'CronJob'];

export default class MicroServiceTranslator implements Translator<MicroServiceSpec> {
  static readonly inject = [
    tokens.runtimes,
    tokens.secrets,
    tokens.securityGroups,
    tokens.alarms,
    tokens.cluster,
  ] as const;

  constructor(
    private readonly runtimes: Runtimes,
    private readonly secrets: Secrets,
    private readonly securityGroups: SecurityGroups,
    private readonly alarms: Alarms,
    private readonly cluster: Cluster,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const routes = routesTo(context);
    const onTargets = this.alarms.declare(component, context, targetAlarms(component, routes));
    const rollbackAlarms = chosen(onTargets, component.spec.deployment.rollbackAlarms);
    const runtime = this.runtimes(component.spec.runtime.platform);
    const deployed = runtime.declare(component, context, this.workload(component, context, { routes, rollbackAlarms }));
    this.admitLoadBalancers(component, context, { routes, deployed });
    this.alarms.declare(
      component,
      context,
      serviceAlarms(component.address, deployed, {
        cluster: this.cluster,
        leastTasks: tasksAtAnyTime(component.spec),
      }),
    );
    return { outputs: outputs(component, deployed), provides: provision(component, deployed) };
  }

  private workload(
    component: Component,
    context: TranslateContext,
    also: { routes: readonly IncomingRoute[]; rollbackAlarms: Workload['deployment']['rollbackAlarms'] },
  ): Workload {
    const { spec } = component;
    return {
      ...containerWorkload(component, context, { secrets: this.secrets }),
      type: 'service',
      stopTimeoutSeconds: spec.stopTimeoutSeconds,
      ...given('healthCommand', healthCommandOf(spec.healthCheck)),
      probes: probesOf(spec.healthCheck, spec.ports[0] ?? { port: 0 }),
      replicas: spec.replicas,
      ...given('autoscaling', scaling(spec, also.routes)),
      deployment: deploymentOf(spec.deployment, also.rollbackAlarms),
      serviceDiscovery: discovery(component, context),
      targetGroups: also.routes.map((route) => ({
        arn: route.targetGroupArn,
        containerPort: route.port ?? mainPort(spec),
        // The group's ARN comes to be known after its listener, so that nothing else has to be waited for.
        after: [],
      })),
      ...(also.routes.length === 0 ? {} : { healthCheckGraceSeconds: spec.healthCheck.initialDelaySeconds }),
    };
  }

  /** The load balancer's group may come in on the ports that its routes lead to; the rules belong to the target. */
  private admitLoadBalancers(
    component: Component,
    context: TranslateContext,
    { routes, deployed }: { routes: readonly IncomingRoute[]; deployed: DeployedWorkload },
  ): void {
    const seen = new Set<string>();
    for (const route of routes) {
      const from = route.loadBalancer.outputs.securityGroupId;
      if (from === undefined) continue;
      const { healthCheck } = component.spec;
      const health = healthCheck.port === undefined ? {} : { health: healthCheck.port };
      for (const { port, protocol } of portsToAdmit(route, { main: mainPort(component.spec), ...health })) {
        const part = `from/${route.from}/${port}${protocol === 'tcp' ? '' : `-${protocol}`}`;
        if (seen.has(part)) continue;
        seen.add(part);
        this.securityGroups.allow(context, {
          group: deployed.securityGroupId,
          part,
          port,
          protocol,
          from: { securityGroupId: from.apply(String) },
          description: `from ${route.from}`,
        });
      }
    }
  }
}

function mainPort(spec: MicroServiceSpec): number {
  return spec.ports[0]?.port ?? 0;
}

function scaling(spec: MicroServiceSpec, routes: readonly IncomingRoute[]): Workload['autoscaling'] {
  if (spec.autoscaling?.enabled !== true) return undefined;
  const { requestsPerTarget: value } = spec.autoscaling;
  const route = routes.find(({ loadBalancer }) => loadBalancer.component.kind === 'ALB');
  const perTarget =
    value === undefined || route === undefined
      ? {}
      : { requestsPerTarget: { value, resourceLabel: requestLabel(route) } };
  return autoscalingOf(spec.autoscaling, spec.replicas, perTarget);
}

function discovery(component: Component, context: TranslateContext): NonNullable<Workload['serviceDiscovery']> {
  const { enabled, name, dns } = component.spec.serviceDiscovery;
  const outside = context.incoming.some(({ from }) => isOutside(context.component(from)));
  return { enabled, name: name ?? `${component.name}.${component.service}`, dns: dns ?? outside };
}

function isOutside({ kind, spec }: ComponentOf): boolean {
  const { platform } = (spec.runtime ?? {}) as { readonly platform?: string };
  return OUTSIDE_SERVICES.includes(kind) || (platform !== undefined && !runsOnEcs(platform));
}

function outputs(component: Component, deployed: DeployedWorkload): Translation['outputs'] {
  const { internalHost } = deployed;
  return {
    ...serviceOutputs(deployed),
    ...(internalHost === undefined ? {} : { internalHost, internalUrl: urlOf(component.spec, internalHost) }),
  };
}

/** Names of the alarms with these ids, also those of further routes: `5xx` and `5xx-<route>`. */
function chosen(names: ReturnType<Alarms['declare']>, ids: readonly string[]): readonly (typeof names)[string][] {
  return Object.entries(names)
    .filter(([id]) => ids.some((wanted) => id === wanted || id.startsWith(`${wanted}-`)))
    .map(([, name]) => name);
}
