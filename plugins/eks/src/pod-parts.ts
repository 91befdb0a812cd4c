import type * as pulumi from '@pulumi/pulumi';
import { declareConfigFiles } from './config-files.js';
import { container, type Pod } from './container.js';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, selectorOf } from './object-meta.js';
import type { PodIdentity } from './pod-identity.js';
import { placement } from './pod-placement.js';
import { podSecurity } from './pod-security.js';
import { scratchVolumes } from './scratch-volumes.js';
import { declareSecrets } from './secret-store.js';

/** The pods of a workload, for a Deployment or a Job to start. */
export interface PodParts {
  readonly template: Pod;
  /** What they wait for. */
  readonly ready: readonly pulumi.Resource[];
}

/** Seconds in which a load balancer learns that a pod is going, before the pod is told to. */
const DRAIN_SECONDS = 15;

export function podParts(host: EksHost, declaring: Declaring, identity: PodIdentity): PodParts {
  const { component, workload } = declaring;
  const configs = declareConfigFiles(host, declaring);
  const secrets = declareSecrets(host, declaring);
  const scratch = scratchVolumes(workload);
  const mounts = [configs, secrets, scratch];
  const { labels, annotations } = metaOf(host, declaring);
  const drain = workload.targetGroups.length > 0 ? DRAIN_SECONDS : 0;
  return {
    template: {
      metadata: {
        labels,
        // Pods read secrets when they start: other ones roll the workload.
        annotations: {
          ...annotations,
          ...(secrets.digest === undefined ? {} : { 'panka.io/secrets': secrets.digest }),
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
