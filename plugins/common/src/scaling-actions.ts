/** Scalable targets with policies that follow a metric. */
export const SCALING_ACTIONS: readonly string[] = [
  'application-autoscaling:DeleteScalingPolicy',
  'application-autoscaling:DeregisterScalableTarget',
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'application-autoscaling:ListTagsForResource',
  'application-autoscaling:PutScalingPolicy',
  'application-autoscaling:RegisterScalableTarget',
  'application-autoscaling:TagResource',
  'application-autoscaling:UntagResource',
];
