/** Services in a namespace of Cloud Map. */
export const SERVICE_DISCOVERY_ACTIONS: readonly string[] = [
  'servicediscovery:CreateService',
  'servicediscovery:DeleteService',
  'servicediscovery:DeregisterInstance',
  'servicediscovery:GetOperation',
  'servicediscovery:GetService',
  'servicediscovery:ListInstances',
  'servicediscovery:ListTagsForResource',
  'servicediscovery:TagResource',
  'servicediscovery:UntagResource',
  'servicediscovery:UpdateService',
];
