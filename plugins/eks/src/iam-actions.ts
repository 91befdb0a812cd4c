/**
 * IAM actions beyond those of the kinds: finding the cluster, and giving pods their roles. What happens inside of the cluster
 * is allowed by the cluster: an access entry for whoever deploys.
 */
export const EKS_ACTIONS: readonly string[] = [
  'eks:CreatePodIdentityAssociation',
  'eks:DeletePodIdentityAssociation',
  'eks:DescribeCluster',
  'eks:DescribePodIdentityAssociation',
  'eks:ListPodIdentityAssociations',
  'eks:TagResource',
  'eks:UntagResource',
  'eks:UpdatePodIdentityAssociation',
];
