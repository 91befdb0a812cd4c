import type { ResourceModel } from 'panka/sdk';

/**
 * Application Auto Scaling in the sandbox, for every kind that scales (ECS services, DynamoDB): spread it into the
 * `models` of the kind's sandbox. Replacing inputs: Application Auto Scaling API reference, RegisterScalableTarget, PutScalingPolicy.
 */
export const sandboxAppAutoscaling: readonly ResourceModel[] = [
  {
    type: 'aws:appautoscaling/target:Target',
    replaces: ['resourceId', 'scalableDimension', 'serviceNamespace'],
    identity: ['serviceNamespace', 'resourceId', 'scalableDimension'],
    // AWS's own import form; the resource id alone is shared by reading and writing.
    id: ({ inputs }) => `${inputs.serviceNamespace}/${inputs.resourceId}/${inputs.scalableDimension}`,
    computed: (made) => ({
      arn: `arn:${made.partition}:application-autoscaling:${made.region}:${made.account}:scalable-target/${made.hex(32)}`,
    }),
    onExisting: 'adopt',
    refuses: ({ inputs }) =>
      Number(inputs.minCapacity) > Number(inputs.maxCapacity)
        ? 'ValidationException: Maximum capacity cannot be less than minimum capacity'
        : undefined,
  },
  {
    type: 'aws:appautoscaling/policy:Policy',
    replaces: ['name', 'resourceId', 'scalableDimension', 'serviceNamespace'],
    identity: ['serviceNamespace', 'resourceId', 'scalableDimension', 'name'],
    id: ({ inputs }) => `${inputs.serviceNamespace}/${inputs.resourceId}/${inputs.scalableDimension}/${inputs.name}`,
    computed: (made) => ({
      arn: `arn:${made.partition}:autoscaling:${made.region}:${made.account}:scalingPolicy:${made.hex(8)}:resource/${made.inputs.serviceNamespace}/${made.inputs.resourceId}:policyName/${made.inputs.name}`,
    }),
    onExisting: 'adopt',
    refuses: ({ inputs }, cloud) =>
      cloud.list('aws:appautoscaling/target:Target').some((t) => t.inputs.resourceId === inputs.resourceId)
        ? undefined
        : `ObjectNotFoundException: No scalable target registered for service namespace: ${String(inputs.serviceNamespace)}, resource ID: ${String(inputs.resourceId)}, scalable dimension: ${String(inputs.scalableDimension)}`,
  },
];
