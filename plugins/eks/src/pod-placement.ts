import type { core } from '@pulumi/kubernetes/types/input.js';
import type { Workload } from 'panka/sdk';

/** How nodes on spare capacity are labelled: by managed node groups, and by Karpenter and EKS Auto Mode. */
const SPARE = [
  { key: 'eks.amazonaws.com/capacityType', value: 'SPOT' },
  { key: 'karpenter.sh/capacity-type', value: 'spot' },
];

/** On nodes of its processor, spread over zones and nodes; rather on spare capacity where it is asked for, and rather not elsewhere. */
export function placement(
  { architecture, spot, type }: Workload,
  matchLabels: Readonly<Record<string, string>>,
): Partial<core.v1.PodSpec> {
  return {
    nodeSelector: { 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': architecture === 'arm64' ? 'arm64' : 'amd64' },
    topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map((topologyKey) => ({
      maxSkew: 1,
      topologyKey,
      // A pod that cannot be spread is better than none.
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels },
      // Pods of the version before are going: new ones are spread among themselves.
      ...(type === 'job' ? {} : { matchLabelKeys: ['pod-template-hash'] }),
    })),
    affinity: { nodeAffinity: preferring(SPARE, spot ? 'In' : 'NotIn') },
  };
}

function preferring(labels: typeof SPARE, operator: 'In' | 'NotIn'): core.v1.NodeAffinity {
  return {
    preferredDuringSchedulingIgnoredDuringExecution: labels.map(({ key, value }) => ({
      weight: 100,
      preference: { matchExpressions: [{ key, operator, values: [value] }] },
    })),
  };
}
