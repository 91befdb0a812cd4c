import { Deployment } from '@pulumi/kubernetes/apps/v1/deployment.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Workload } from 'panka/sdk';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions, selectorOf } from './object-meta.js';
import type { PodParts } from './pod-parts.js';

export interface StartedParts {
  readonly pod: PodParts;
  readonly ready: readonly pulumi.Resource[];
}

/** Pods that are kept running. The provider waits until the new version does, and fails where it does not in time. */
export function declareDeployment(host: EksHost, declaring: Declaring, { pod, ready }: StartedParts): Deployment {
  const { context, workload, component } = declaring;
  const limit = `${workload.deployment.timeoutMinutes}m`;
  return new Deployment(
    context.logicalName(),
    {
      metadata: metaOf(host, declaring),
      spec: {
        replicas: firstCount(workload),
        selector: { matchLabels: selectorOf(host, declaring) },
        strategy: { type: 'RollingUpdate', rollingUpdate: rollingUpdate(workload) },
        progressDeadlineSeconds: workload.deployment.timeoutMinutes * 60,
        revisionHistoryLimit: 3,
        template: pod.template,
      },
    },
    objectOptions(host, declaring, {
      dependsOn: [...ready],
      ...(workload.autoscaling === undefined ? {} : { ignoreChanges: ['spec.replicas'] }),
      ...(component.spec.timeouts === undefined ? { customTimeouts: { create: limit, update: limit } } : {}),
    }),
  );
}

/** How many pods it starts with; from then on the autoscaler decides where there is one. */
function firstCount({ autoscaling, replicas }: Workload): number {
  if (autoscaling === undefined) return replicas;
  return Math.min(autoscaling.maxReplicas, Math.max(autoscaling.minReplicas, replicas));
}

/** Kubernetes counts from the number that is wanted: how many may be missing, and how many may be beyond. */
function rollingUpdate({ deployment }: Workload) {
  return {
    maxUnavailable: `${100 - deployment.minimumHealthyPercent}%`,
    maxSurge: `${deployment.maximumPercent - 100}%`,
  };
}
