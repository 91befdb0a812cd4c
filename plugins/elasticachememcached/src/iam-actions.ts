import { ALARM_ACTIONS, SECURITY_GROUP_ACTIONS, uniqueActions } from '@panka/plugin-common';

/** What deploying a cache takes: create, update, delete, read and verify. */
export const IAM_ACTIONS: readonly string[] = uniqueActions(ALARM_ACTIONS, SECURITY_GROUP_ACTIONS, [
  'elasticache:AddTagsToResource',
  'elasticache:CreateCacheCluster',
  'elasticache:CreateCacheParameterGroup',
  'elasticache:CreateCacheSubnetGroup',
  'elasticache:DeleteCacheCluster',
  'elasticache:DeleteCacheParameterGroup',
  'elasticache:DeleteCacheSubnetGroup',
  'elasticache:DescribeCacheClusters',
  'elasticache:DescribeCacheParameterGroups',
  'elasticache:DescribeCacheParameters',
  'elasticache:DescribeCacheSubnetGroups',
  'elasticache:ListTagsForResource',
  'elasticache:ModifyCacheCluster',
  'elasticache:ModifyCacheParameterGroup',
  'elasticache:ModifyCacheSubnetGroup',
  'elasticache:RemoveTagsFromResource',
  'elasticache:ResetCacheParameterGroup',
  'iam:CreateServiceLinkedRole',
]);
