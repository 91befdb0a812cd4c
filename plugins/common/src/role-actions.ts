/** Roles, the managed policies on them, and handing them to a service. */
export const ROLE_ACTIONS: readonly string[] = [
  'iam:AttachRolePolicy',
  'iam:CreateRole',
  'iam:DeleteRole',
  'iam:DeleteRolePermissionsBoundary',
  'iam:DetachRolePolicy',
  'iam:GetRole',
  'iam:ListAttachedRolePolicies',
  'iam:ListInstanceProfilesForRole',
  'iam:ListRolePolicies',
  'iam:PassRole',
  'iam:PutRolePermissionsBoundary',
  'iam:TagRole',
  'iam:UntagRole',
];

/** The policies inside of a role: who may assume it and what it may do. */
export const ROLE_POLICY_ACTIONS: readonly string[] = [
  'iam:DeleteRolePolicy',
  'iam:GetRolePolicy',
  'iam:PutRolePolicy',
  'iam:UpdateAssumeRolePolicy',
];
