import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { EksSpec } from './eks-spec.js';

type Scaling = NonNullable<EksSpec['autoscaling']>;

/** The autoscaler of Kubernetes measures CPU and memory, and keeps one pod at least. */
export function scalingRules(component: ComponentOf<EksSpec>, view: ApplicationView): Finding[] {
  const { autoscaling = {} } = component.spec;
  const queue = readsQueue(component, view);
  if (!(autoscaling.enabled ?? queue)) return [];
  return [...targetRules(autoscaling, queue), ...leastRules(autoscaling, component.spec.replicas)];
}

/** A Worker on a queue is scaled by its backlog unless it is told otherwise. */
function readsQueue(component: ComponentOf<EksSpec>, view: ApplicationView): boolean {
  const { source } = component.spec;
  const other = source?.component === undefined ? undefined : view.find(source.component, component);
  return source !== undefined && (source.type ?? (other?.kind === 'SQS' ? 'sqs' : undefined)) === 'sqs';
}

function targetRules(scaling: Scaling, queue: boolean): Finding[] {
  const { targetBacklogPerTask, requestsPerTarget, schedules = [] } = scaling;
  const own = scaling.targetCPUUtilization ?? scaling.targetMemoryUtilization;
  const findings: Finding[] = [];
  if (targetBacklogPerTask !== undefined || (queue && own === undefined))
    findings.push(
      errorAt(
        targetBacklogPerTask === undefined ? '/autoscaling' : '/autoscaling/targetBacklogPerTask',
        'PANKA-EKS-015',
        'scaling by the backlog of a queue needs a measure that Kubernetes does not have; give another target, or autoscaling.enabled false',
        'targetCPUUtilization: 70',
      ),
    );
  if (requestsPerTarget !== undefined)
    findings.push(
      errorAt(
        '/autoscaling/requestsPerTarget',
        'PANKA-EKS-015',
        'scaling by the requests of a load balancer needs a measure that Kubernetes does not have',
        'targetCPUUtilization: 70',
      ),
    );
  if (schedules.length > 0)
    findings.push(
      errorAt('/autoscaling/schedules', 'PANKA-EKS-016', 'the autoscaler of Kubernetes has no limits by the clock'),
    );
  return findings;
}

function leastRules({ minReplicas }: Scaling, replicas: number | undefined): Finding[] {
  const least = minReplicas ?? replicas;
  if (least !== 0) return [];
  return [
    errorAt(
      minReplicas === undefined ? '/replicas' : '/autoscaling/minReplicas',
      'PANKA-EKS-017',
      'the autoscaler of Kubernetes keeps one pod at least',
      'minReplicas: 1',
    ),
  ];
}
