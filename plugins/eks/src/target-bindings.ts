import { CustomResource } from '@pulumi/kubernetes/apiextensions/customResource.js';
import type * as pulumi from '@pulumi/pulumi';
import type { Declaring, EksHost } from './eks-host.js';
import { metaOf, objectOptions } from './object-meta.js';
import type { DeclaredService } from './service.js';

/**
 * Pods as targets of ALB and NLB routes: the AWS Load Balancer Controller keeps their addresses in the group that the load
 * balancer's component made. Who may come in is said by the security groups, not by the controller.
 */
export function declareTargetBindings(
  host: EksHost,
  declaring: Declaring,
  service: DeclaredService | undefined,
): readonly pulumi.Resource[] {
  const { workload, context } = declaring;
  if (service === undefined) return [];
  return workload.targetGroups.map(({ arn, containerPort, after }, index) => {
    const part = index === 0 ? 'targets' : `targets-${index + 1}`;
    return new CustomResource(
      context.logicalName(part),
      {
        apiVersion: 'elbv2.k8s.aws/v1beta1',
        kind: 'TargetGroupBinding',
        metadata: metaOf(host, declaring, index === 0 ? '' : `-${index + 1}`),
        spec: {
          targetGroupARN: arn,
          targetType: 'ip',
          serviceRef: { name: service.name, port: containerPort },
        },
      },
      objectOptions(host, declaring, { dependsOn: [service.resource, ...after] }),
    );
  });
}
