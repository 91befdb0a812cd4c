import { CustomResource } from '@pulumi/kubernetes/apiextensions/customResource.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions, selectorOf } from './object-meta.js';

export interface PodGroups {
  /** The workload's own. */
  readonly id: pulumi.Output<string>;
  /** Every group that its pods join. */
  readonly all: readonly pulumi.Input<string>[];
  readonly ready: readonly pulumi.Resource[];
}

/**
 * Security groups for pods: the workload's own, by which databases let it in, and the cluster's, without which neither the DNS of
 * the cluster nor the probes of the nodes would reach it.
 */
export function declarePodGroups(host: EksHost, declaring: Declaring): PodGroups {
  const { component, context, workload } = declaring;
  const { securityGroups } = host.services;
  const group = securityGroups.declare(component, context);
  const opened = securityGroups.openConsumed(context, group.id);
  const all = [group.id, host.clusterSecurityGroupId, ...workload.securityGroupIds];
  const policy = new CustomResource(
    context.logicalName('pod-groups'),
    {
      apiVersion: 'vpcresources.k8s.aws/v1beta1',
      kind: 'SecurityGroupPolicy',
      metadata: metaOf(host, declaring),
      spec: { podSelector: { matchLabels: selectorOf(host, declaring) }, securityGroups: { groupIds: all } },
    },
    objectOptions(host, declaring),
  );
  return { id: group.id, all, ready: [policy, ...(group.ready ?? []), ...opened] };
}
