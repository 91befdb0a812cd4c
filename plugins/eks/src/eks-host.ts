import * as aws from '@pulumi/aws';
import { Namespace } from '@pulumi/kubernetes/core/v1/namespace.js';
import { Provider } from '@pulumi/kubernetes/provider.js';
import type * as pulumi from '@pulumi/pulumi';
import type {
  ComponentOf,
  Identity,
  InfraView,
  Names,
  Roles,
  SecurityGroups,
  SharedResources,
  Tags,
  TranslateContext,
  Workload,
} from 'panka/sdk';
import { clusterSettings } from './cluster-settings.js';
import { kubeconfig } from './kubeconfig.js';
import { NAME } from './object-names.js';

/** What every workload of a stack on EKS stands on. */
export interface EksHost {
  readonly services: EksServices;
  readonly clusterName: string;
  /** Of the cluster: what is in it reaches its DNS, its nodes and other pods of it. */
  readonly clusterSecurityGroupId: pulumi.Output<string>;
  readonly namespace: pulumi.Input<string>;
  readonly provider: Provider;
  /** What objects in the namespace wait for. */
  readonly ready: readonly pulumi.Resource[];
}

export interface EksServices {
  readonly names: Names;
  readonly tags: Tags;
  readonly identity: Identity;
  readonly roles: Roles;
  readonly securityGroups: SecurityGroups;
}

/** One workload that is being declared. */
export interface Declaring {
  readonly component: ComponentOf<unknown>;
  readonly context: TranslateContext;
  readonly workload: Workload;
}

/** Looks the cluster up and declares what the stack has in it once: the way in, and the namespace unless one is named. */
export function declareHost(services: EksServices, shared: SharedResources, infra: InfraView): EksHost {
  const settings = clusterSettings(infra);
  // Validation has said so where it is written.
  if (settings === undefined) throw new Error('InfraDefaults.compute.eks names no cluster');
  const { clusterName } = settings;
  const cluster = aws.eks.getClusterOutput({ name: clusterName }, shared.lookupOptions());
  const provider = new Provider(
    shared.logicalName('eks'),
    {
      // Its endpoint and certificate may change; it is the same cluster.
      clusterIdentifier: cluster.arn,
      kubeconfig: cluster.apply(({ endpoint, certificateAuthorities: [authority] }) =>
        kubeconfig({
          ...{ name: clusterName, region: services.identity.region, endpoint },
          certificate: authority?.data ?? '',
        }),
      ),
      // Names end in a hash, so what has one of them was made by a run that was cut off.
      upsertExistingObjects: true,
    },
    shared.options(),
  );
  const made = settings.namespace === undefined ? declareNamespace(services.names, shared, provider) : undefined;
  return {
    services,
    clusterName,
    clusterSecurityGroupId: cluster.vpcConfig.clusterSecurityGroupId,
    namespace: settings.namespace ?? namespaceName(services.names),
    provider,
    ready: made === undefined ? [] : [made],
  };
}

function namespaceName(names: Names): string {
  return names.shared(NAME.namespace, 'namespace');
}

/** Pods get a readiness gate where a load balancer leads to them: a rollout waits until it does. */
function declareNamespace(names: Names, shared: SharedResources, provider: Provider): Namespace {
  const labels = {
    'app.kubernetes.io/managed-by': 'panka',
    'elbv2.k8s.aws/pod-readiness-gate-inject': 'enabled',
    'pod-security.kubernetes.io/enforce': 'baseline',
    'pod-security.kubernetes.io/warn': 'restricted',
  };
  return new Namespace(
    shared.logicalName('namespace'),
    { metadata: { name: namespaceName(names), labels } },
    shared.options({ provider, deleteBeforeReplace: true }),
  );
}
