import type { InfraView } from 'panka/sdk';

/** `compute.eks` of InfraDefaults. */
export interface ClusterSettings {
  readonly clusterName: string;
  /** One that is there already; absent: Panka makes one. */
  readonly namespace?: string;
  /** False: the cluster has no Pod Identity Agent. */
  readonly podIdentityAgent?: boolean;
}

/** Undefined where no cluster is named. */
export function clusterSettings({ defaults }: Pick<InfraView, 'defaults'>): ClusterSettings | undefined {
  const { compute } = defaults as { readonly compute?: { readonly eks?: ClusterSettings } };
  return compute?.eks;
}
