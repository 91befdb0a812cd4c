import { errorAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { clusterSettings } from '../cluster-settings.js';
import type { EksSpec } from './eks-spec.js';

const PLATFORM = '/runtime/platform';

/** The cluster has to be named, to give pods their roles, and to be in the network of the stack. */
export function clusterRules(_: ComponentOf<EksSpec>, { infra }: ApplicationView): Finding[] {
  const settings = clusterSettings(infra);
  if (settings === undefined)
    return [
      errorAt(
        PLATFORM,
        'PANKA-EKS-001',
        'runtime.platform eks needs the name of a cluster',
        'InfraDefaults: compute: { eks: { clusterName: my-cluster } }',
      ),
    ];
  return [...agentRules(settings.podIdentityAgent), ...networkRules(infra.networking)];
}

function agentRules(agent: boolean | undefined): Finding[] {
  if (agent !== false) return [];
  return [
    errorAt(
      PLATFORM,
      'PANKA-EKS-002',
      'compute.eks.podIdentityAgent is false: pods get their role from the EKS Pod Identity Agent, an add-on of the cluster',
    ),
  ];
}

function networkRules(networking: ApplicationView['infra']['networking']): Finding[] {
  const { mode = 'create' } = (networking?.vpc ?? {}) as { readonly mode?: string };
  if (networking === undefined || mode !== 'create') return [];
  return [
    errorAt(
      PLATFORM,
      'PANKA-EKS-003',
      'pods are in the VPC of their cluster, and Networking.vpc.mode create makes another one',
      'Networking: vpc: { mode: import, id: vpc-… }',
    ),
  ];
}
