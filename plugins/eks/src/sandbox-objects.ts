import type { JsonObject, MadeResource, ResourceModel } from 'panka/sdk';
import { objectAt, objectModel } from './sandbox-object.js';

export const SERVICE = 'kubernetes:core/v1:Service';
export const TARGET_BINDING = 'kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding';

/** An address of the range that EKS gives its Services; it stays the same for a Service. */
function clusterIp({ inputs, hex, previous }: MadeResource): JsonObject {
  const [third, fourth] = [hex(2), hex(4).slice(2)].map((digits) => Number.parseInt(digits, 16));
  const address = objectAt(previous ?? {}, 'spec').clusterIP ?? `10.100.${third}.${fourth}`;
  return { spec: { ...objectAt(inputs, 'spec'), clusterIP: address, clusterIPs: [address] }, status: {} };
}

/** The autoscaler has what it wants: nothing in the sandbox uses a processor. */
function scaled({ inputs }: MadeResource): JsonObject {
  const { minReplicas } = objectAt(inputs, 'spec');
  return { status: { currentReplicas: minReplicas ?? 1, desiredReplicas: minReplicas ?? 1 } };
}

function refuseNoReplicas({ inputs }: { readonly inputs: JsonObject }): string | undefined {
  const { minReplicas, maxReplicas } = objectAt(inputs, 'spec');
  if (minReplicas === 0) return 'Invalid: spec.minReplicas: Invalid value: 0: must be greater than or equal to 1';
  if (Number(minReplicas) > Number(maxReplicas))
    return `Invalid: spec.maxReplicas: Invalid value: ${maxReplicas}: must be greater than or equal to minReplicas`;
  return undefined;
}

/** Objects that run nothing themselves. */
export const objectModels: readonly ResourceModel[] = [
  objectModel({
    type: 'kubernetes:core/v1:Namespace',
    namespaced: false,
    computed: () => ({ status: { phase: 'Active' } }),
  }),
  objectModel({ type: 'kubernetes:core/v1:ServiceAccount' }),
  objectModel({ type: 'kubernetes:core/v1:ConfigMap', fixed: ['data', 'binaryData', 'immutable'], sideBySide: true }),
  objectModel({ type: SERVICE, computed: clusterIp }),
  objectModel({
    type: 'kubernetes:autoscaling/v2:HorizontalPodAutoscaler',
    computed: scaled,
    refuses: refuseNoReplicas,
  }),
  objectModel({ type: 'kubernetes:policy/v1:PodDisruptionBudget' }),
  objectModel({ type: 'kubernetes:secrets-store.csi.x-k8s.io/v1:SecretProviderClass', sideBySide: true }),
  objectModel({ type: 'kubernetes:vpcresources.k8s.aws/v1beta1:SecurityGroupPolicy' }),
  objectModel({ type: TARGET_BINDING, fixed: ['spec.targetGroupARN', 'spec.targetType'] }),
];
