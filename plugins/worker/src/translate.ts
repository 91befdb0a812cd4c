import {
  autoscalingOf,
  containerWorkload,
  deploymentOf,
  fewestTasks,
  given,
  prefixed,
  serviceAlarms,
  serviceOutputs,
} from '@panka/plugin-common';
import {
  type Alarms,
  type Cluster,
  type ComponentOf,
  type ResolvedReference,
  type Runtimes,
  type Secrets,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
  type Workload,
} from 'panka/sdk';
import type { WorkerSpec } from './schema.js';
import { mayStop, scalingOf, sourceType } from './source.js';

type Component = ComponentOf<WorkerSpec>;

/** Messages for each task, where the manifest gives no target. */
const DEFAULT_BACKLOG = 100;

export default class WorkerTranslator implements Translator<WorkerSpec> {
  static readonly inject = [tokens.runtimes, tokens.secrets, tokens.alarms, tokens.cluster] as const;

  constructor(
    private readonly runtimes: Runtimes,
    private readonly secrets: Secrets,
    private readonly alarms: Alarms,
    private readonly cluster: Cluster,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const workload = this.workload(component, context);
    const deployed = this.runtimes(component.spec.runtime.platform).declare(component, context, workload);
    const { replicas, autoscaling } = workload;
    const leastTasks = fewestTasks(autoscaling?.minReplicas ?? replicas, autoscaling?.schedules);
    this.alarms.declare(
      component,
      context,
      serviceAlarms(component.address, deployed, { cluster: this.cluster, leastTasks }),
    );
    return {
      outputs: serviceOutputs(deployed),
      provides: { network: { securityGroupId: deployed.securityGroupId, ports: workload.ports } },
    };
  }

  private workload(component: Component, context: TranslateContext): Workload {
    const { spec } = component;
    const source = component.references.find((r) => r.path === '/source/component');
    const base = containerWorkload(component, context, { secrets: this.secrets });
    return {
      ...base,
      type: 'worker',
      environment: withSource(base.environment, spec, source),
      stopTimeoutSeconds: spec.gracefulShutdownSeconds,
      ...given('healthCommand', liveness(spec)),
      replicas: spec.replicas,
      ...given('autoscaling', scaling(spec, context, source)),
      deployment: deploymentOf(spec.deployment),
      targetGroups: [],
    };
  }
}

/** Topics and group beside the variables that the broker itself injects; names given in the manifest win. */
function withSource(
  environment: Workload['environment'],
  spec: WorkerSpec,
  source: ResolvedReference | undefined,
): Workload['environment'] {
  const { topics, consumerGroup } = spec.source;
  const prefix = source?.inject ? source.inject.prefix : '';
  const also = [
    ...(topics === undefined ? [] : [{ name: prefixed(prefix, 'TOPICS'), value: topics.join(',') }]),
    ...(consumerGroup === undefined ? [] : [{ name: prefixed(prefix, 'CONSUMER_GROUP'), value: consumerGroup }]),
  ];
  const names = new Set(environment.map((variable) => variable.name));
  return [...environment, ...also.filter((variable) => !names.has(variable.name))];
}

function liveness({ livenessCommand }: WorkerSpec): Workload['healthCommand'] {
  if (livenessCommand === undefined) return undefined;
  return { command: livenessCommand, intervalSeconds: 30, timeoutSeconds: 5, retries: 3, startPeriodSeconds: 30 };
}

function scaling(
  spec: WorkerSpec,
  context: TranslateContext,
  source: ResolvedReference | undefined,
): Workload['autoscaling'] {
  const type = sourceType(spec, source?.kind);
  const wanted = scalingOf(spec, type);
  if (wanted === undefined || type !== 'sqs' || source === undefined) return autoscalingOf(wanted, spec.replicas);
  const other = wanted.targetCPUUtilization ?? wanted.targetMemoryUtilization;
  const value = wanted.targetBacklogPerTask ?? (other === undefined ? DEFAULT_BACKLOG : undefined);
  const queueName = context.output(source.to, 'queueName').apply(String);
  return autoscalingOf(wanted, spec.replicas, {
    ...(value === undefined ? {} : { backlogPerTask: { value, queueName } }),
    ...(mayStop(wanted, spec.replicas) ? { wakeOn: { queueName } } : {}),
  });
}
