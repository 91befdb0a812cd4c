import { PodDisruptionBudget } from '@pulumi/kubernetes/policy/v1/podDisruptionBudget.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions, selectorOf } from './object-meta.js';

/** Nodes that are drained take one pod at a time. A workload of one pod has none: its node could never be drained. */
export function declareDisruptionBudget(host: EksHost, declaring: Declaring): void {
  const { workload, context } = declaring;
  if ((workload.autoscaling?.minReplicas ?? workload.replicas) < 2) return;
  new PodDisruptionBudget(
    context.logicalName('disruption-budget'),
    {
      metadata: metaOf(host, declaring),
      spec: {
        maxUnavailable: 1,
        // Pods that do not work anyway must not keep a node from being drained.
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: selectorOf(host, declaring) },
      },
    },
    objectOptions(host, declaring),
  );
}
