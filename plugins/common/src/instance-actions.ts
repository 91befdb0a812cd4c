/** Volumes at instances, encrypted with a key: change and snapshot, with the instance stopped where it has to be. */
export const INSTANCE_VOLUME_ACTIONS: readonly string[] = [
  'ec2:CreateSnapshot',
  'ec2:DescribeInstances',
  'ec2:DescribeVolumes',
  'ec2:DescribeVolumesModifications',
  'ec2:ModifyVolume',
  'ec2:StartInstances',
  'ec2:StopInstances',
  'kms:GenerateDataKeyWithoutPlaintext',
];

/** Instances with their profiles: run, change, end and read. */
export const INSTANCE_ACTIONS: readonly string[] = [
  'ec2:DescribeIamInstanceProfileAssociations',
  'ec2:DescribeImages',
  'ec2:DescribeInstanceAttribute',
  'ec2:DescribeInstanceCreditSpecifications',
  'ec2:DescribeInstanceStatus',
  'ec2:DescribeInstanceTypes',
  'ec2:DescribeTags',
  'ec2:ModifyInstanceAttribute',
  'ec2:ModifyInstanceMetadataOptions',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:MonitorInstances',
  'ec2:RunInstances',
  'ec2:TerminateInstances',
  'ec2:UnmonitorInstances',
  'iam:AddRoleToInstanceProfile',
  'iam:CreateInstanceProfile',
  'iam:DeleteInstanceProfile',
  'iam:GetInstanceProfile',
  'iam:RemoveRoleFromInstanceProfile',
  'iam:TagInstanceProfile',
  'ssm:GetParameter',
];
