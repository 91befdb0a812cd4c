import type { Deployment } from '@pulumi/kubernetes/apps/v1/deployment.js';
import { HorizontalPodAutoscaler } from '@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler.js';
import type { autoscaling } from '@pulumi/kubernetes/types/input.js';
import type { WorkloadAutoscaling } from 'panka/sdk';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';

/** Holds CPU and memory at their targets by the number of pods. Validation refuses targets that Kubernetes cannot measure itself. */
export function declareScaling(host: EksHost, declaring: Declaring, deployment: Deployment): void {
  const { workload, context } = declaring;
  const { autoscaling } = workload;
  if (autoscaling === undefined) return;
  const metadata = metaOf(host, declaring);
  new HorizontalPodAutoscaler(
    context.logicalName('scaling'),
    {
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name },
        minReplicas: autoscaling.minReplicas,
        maxReplicas: autoscaling.maxReplicas,
        metrics: metrics(autoscaling),
        behavior: {
          scaleDown: { stabilizationWindowSeconds: autoscaling.scaleInCooldown },
          scaleUp: { stabilizationWindowSeconds: autoscaling.scaleOutCooldown },
        },
      },
    },
    objectOptions(host, declaring, { dependsOn: [deployment] }),
  );
}

function metrics({
  targetCPUUtilization: cpu,
  targetMemoryUtilization: memory,
}: WorkloadAutoscaling): autoscaling.v2.MetricSpec[] {
  return [
    ...(cpu === undefined ? [] : [utilization('cpu', cpu)]),
    ...(memory === undefined ? [] : [utilization('memory', memory)]),
  ];
}

function utilization(name: string, averageUtilization: number): autoscaling.v2.MetricSpec {
  return { type: 'Resource', resource: { name, target: { type: 'Utilization', averageUtilization } } };
}
