import { runsOnEcs } from '@panka/plugin-common';
import type { Reference } from 'panka/sdk';
import type { WorkerSpec } from './schema.js';

type SourceType = NonNullable<WorkerSpec['source']['type']>;

/** Kinds that a worker may read, and their source type. */
export const SOURCE_TYPES: Readonly<Record<string, SourceType>> = { SQS: 'sqs', MSK: 'msk', Kafka: 'kafka' };

/** The source as a reference: wait for it, receive from it, know where it is. */
export function sourceReferences({ source }: WorkerSpec): Reference[] {
  if (source.component === undefined) return [];
  return [
    {
      component: source.component,
      path: '/source/component',
      edge: 'needs',
      reason: 'source',
      access: 'read',
      inject: true,
    },
  ];
}

/** What the worker reads, by the kind of its source. */
export function sourceType(spec: WorkerSpec, kind: string | undefined): SourceType {
  return spec.source.type ?? SOURCE_TYPES[kind ?? ''] ?? 'none';
}

/** Autoscaling that is on: asked for, or left open where the source is a queue. */
export function scalingOf(spec: WorkerSpec, type: SourceType): WorkerSpec['autoscaling'] | undefined {
  const { autoscaling, replicas, runtime } = spec;
  if (!(autoscaling.enabled ?? type === 'sqs')) return undefined;
  const isWoken = type === 'sqs' && runsOnEcs(runtime.platform);
  return { ...autoscaling, minReplicas: autoscaling.minReplicas ?? (isWoken ? 0 : replicas) };
}

/** No task may be left running, always or by the clock: something has to start the first one. */
export function mayStop({ minReplicas, schedules = [] }: WorkerSpec['autoscaling'], replicas: number): boolean {
  return (minReplicas ?? replicas) === 0 || schedules.some(({ min }) => min === 0);
}

/** Tasks that run whatever the load is, as far as the manifest alone tells: a source of an unknown sort is taken for a queue. */
export function leastTasks(spec: WorkerSpec): number {
  const type = spec.source.type ?? (spec.source.component === undefined ? 'none' : 'sqs');
  return scalingOf(spec, type)?.minReplicas ?? spec.replicas;
}
