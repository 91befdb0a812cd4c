import * as pulumi from '@pulumi/pulumi';
import type { Workload } from 'panka/sdk';
import { declareConfigFiles } from './config-files.js';
import { container, type Pod } from './container.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, selectorOf } from './object-meta.js';
import type { PodIdentity } from './pod-identity.js';
import { placement } from './pod-placement.js';
import { podSecurity } from './pod-security.js';
import type { PodGroups } from './pod-security-groups.js';
import { scratchVolumes } from './scratch-volumes.js';
import { declareSecrets } from './secret-store.js';
import { hasService } from './service.js';

/** The pods of a workload, for a Deployment or a Job to start. */
export interface PodParts {
  readonly template: Pod;
  /** What they wait for. */
  readonly ready: readonly pulumi.Resource[];
}

/** Seconds in which those who call a pod learn that it is going, before it is told to: load balancers, or the nodes of the cluster. */
const DRAIN_SECONDS = { loadBalancer: 15, cluster: 5 };

/** A run that is moved to another node begins anew: nodes are not emptied under it to save some. */
const UNMOVED = { 'karpenter.sh/do-not-disrupt': 'true', 'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false' };

/** A pod keeps the groups that it has started with: others take other pods. */
const GROUPS = 'panka.io/security-groups';

export interface PodNeeds {
  readonly identity: PodIdentity;
  readonly groups: PodGroups;
}

export function podParts(host: EksHost, declaring: Declaring, { identity, groups }: PodNeeds): PodParts {
  const { component, workload } = declaring;
  const configs = declareConfigFiles(host, declaring);
  const secrets = declareSecrets(host, declaring);
  const scratch = scratchVolumes(workload);
  const mounts = [configs, secrets, scratch];
  const { labels, annotations } = metaOf(host, declaring);
  const drain = drainSeconds(workload);
  return {
    template: {
      metadata: {
        labels,
        annotations: {
          ...annotations,
          [GROUPS]: pulumi.all([...groups.all]).apply((ids) => [...ids].sort().join(',')),
          ...(workload.type === 'job' ? UNMOVED : {}),
        },
      },
      spec: {
        serviceAccountName: identity.serviceAccount,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        terminationGracePeriodSeconds: drain + workload.stopTimeoutSeconds,
        securityContext: podSecurity(workload),
        ...placement(workload, selectorOf(host, declaring)),
        containers: [
          container({
            name: component.name,
            workload,
            secretEnvironment: secrets.environment,
            mounts: mounts.flatMap((one) => one.mounts),
            drainSeconds: drain,
          }),
        ],
        volumes: mounts.flatMap((one) => one.volumes),
      },
    },
    ready: [...configs.ready, ...secrets.ready],
  };
}

function drainSeconds(workload: Workload): number {
  if (workload.targetGroups.length > 0) return DRAIN_SECONDS.loadBalancer;
  return hasService(workload) ? DRAIN_SECONDS.cluster : 0;
}
