import {
  autoscalingRules,
  containerRules,
  errorAt,
  rollingRules,
  rolloutRules,
  runsOnEcs,
  stopTimeoutRules,
  warningAt,
} from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { WorkerSpec } from './schema.js';
import { mayStop, SOURCE_TYPES, scalingOf, sourceType } from './source.js';

type Component = ComponentOf<WorkerSpec>;

/** Seconds between SIGTERM and SIGKILL that ECS allows at most. */
const LONGEST_STOP = 120;

/** Rules of workers that the schema cannot express. */
export function validate(component: Component, view: ApplicationView): Finding[] {
  const { spec } = component;
  const source = spec.source.component === undefined ? undefined : view.find(spec.source.component, component);
  const type = sourceType(spec, source?.kind);
  return [
    ...containerRules(component, view),
    ...shutdownRules(spec, source),
    ...sourceRules(spec, source),
    ...autoscalingRules(scalingOf(spec, type), spec.replicas),
    ...backlogRules(spec, type),
    ...zeroRules(spec, type),
    ...insightRules(spec, type, view),
    ...stopTimeoutRules('gracefulShutdownSeconds', spec.gracefulShutdownSeconds, spec.runtime.platform),
    ...(runsOnEcs(spec.runtime.platform) ? deploymentRules(spec, type) : []),
  ];
}

function deploymentRules(spec: WorkerSpec, type: ReturnType<typeof sourceType>): Finding[] {
  const least = scalingOf(spec, type)?.minReplicas ?? spec.replicas;
  return [...rolloutRules(spec.deployment, { traffic: false }), ...rollingRules(spec.deployment, least)];
}

function shutdownRules(spec: WorkerSpec, source: ComponentOf | undefined): Finding[] {
  const seconds = spec.gracefulShutdownSeconds;
  if (seconds > LONGEST_STOP)
    return [
      errorAt(
        '/gracefulShutdownSeconds',
        'PANKA-WRK-001',
        `gracefulShutdownSeconds ${seconds} is more than the ${LONGEST_STOP} s that Fargate allows`,
        `gracefulShutdownSeconds: ${LONGEST_STOP}`,
      ),
    ];
  const visibility = source?.kind === 'SQS' ? source.spec.visibilityTimeout : undefined;
  if (source === undefined || typeof visibility !== 'number' || visibility >= seconds) return [];
  return [
    warningAt(
      '/gracefulShutdownSeconds',
      'PANKA-WRK-002',
      `visibilityTimeout ${visibility} of ${source.name} is shorter than gracefulShutdownSeconds ${seconds}: messages would be delivered twice`,
      `gracefulShutdownSeconds: ${visibility}`,
    ),
  ];
}

function sourceRules(spec: WorkerSpec, source: ComponentOf | undefined): Finding[] {
  const { component, type } = spec.source;
  if (component === undefined)
    return type === 'none'
      ? []
      : [errorAt('/source', 'PANKA-WRK-004', 'source needs a component, or type: none', 'type: none')];
  if (source === undefined) return [];
  const own = SOURCE_TYPES[source.kind];
  if (own === undefined)
    return [
      errorAt(
        '/source/component',
        'PANKA-WRK-003',
        `source ${source.name} is ${article(source.kind)} ${source.kind}; a Worker source must be SQS, MSK or Kafka`,
      ),
    ];
  if (type === undefined || type === own) return [];
  return [
    errorAt(
      '/source/type',
      'PANKA-WRK-005',
      `source.type ${type} does not fit ${source.name}, which is ${own}`,
      `type: ${own}`,
    ),
  ];
}

function backlogRules(spec: WorkerSpec, type: string): Finding[] {
  if (spec.autoscaling.targetBacklogPerTask === undefined || type === 'sqs') return [];
  return [
    errorAt(
      '/autoscaling/targetBacklogPerTask',
      'PANKA-WRK-006',
      'autoscaling.targetBacklogPerTask needs a source of kind SQS',
      'targetCPUUtilization: 70',
    ),
  ];
}

/** Where no task runs nothing is measured, but for the messages of a queue. */
function zeroRules(spec: WorkerSpec, type: string): Finding[] {
  const scaling = type === 'sqs' ? undefined : scalingOf(spec, 'none');
  if (scaling === undefined || !runsOnEcs(spec.runtime.platform) || !mayStop(scaling, spec.replicas)) return [];
  return [
    errorAt(
      '/autoscaling/minReplicas',
      'PANKA-WRK-007',
      'autoscaling down to 0 needs a source of kind SQS: nothing else starts the first task again',
      'minReplicas: 1',
    ),
  ];
}

/** The number of running tasks comes from Container Insights. */
function insightRules(spec: WorkerSpec, type: string, { infra }: ApplicationView): Finding[] {
  const scaling = type === 'sqs' ? scalingOf(spec, type) : undefined;
  const metrics = infra.observability.metrics as { readonly containerInsights?: string } | undefined;
  if (scaling === undefined || !runsOnEcs(spec.runtime.platform) || metrics?.containerInsights !== 'disabled')
    return [];
  const tracked = scaling.targetCPUUtilization ?? scaling.targetMemoryUtilization;
  if (scaling.targetBacklogPerTask === undefined && tracked !== undefined && !mayStop(scaling, spec.replicas))
    return [];
  return [
    errorAt(
      '/autoscaling',
      'PANKA-WRK-008',
      'scaling by a queue counts running tasks by Container Insights, and Observability.metrics.containerInsights is disabled',
      'containerInsights: enabled',
    ),
  ];
}

/** By how the name is spoken: an RDS, an S3, a MicroService. */
function article(kind: string): string {
  return /^([AEFHILMNORSX][A-Z0-9]|[AEIOU])/.test(kind) ? 'an' : 'a';
}
