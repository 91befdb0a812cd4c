import type { JsonObject } from '../../sdk/json.js';
import { type Lookup, list, object } from './lookup.js';
import { NETWORK_LOOKUPS } from './network-lookups.js';

/**
 * Types that cannot be found by their tags, because AWS's tagging API does not know them, they have no tags, or get them only
 * after they were made; each by the name or place that only one resource can have.
 */
export const LOOKUPS: Readonly<Record<string, Lookup>> = {
  'aws:apigatewayv2/apiMapping:ApiMapping': {
    ask: ({ domainName = null }) => ['apigatewayv2:GetApiMappings', { DomainName: domainName }],
    told: ({ Items }, { apiMappingKey = '' }) =>
      list(Items).flatMap((one) => ((one.ApiMappingKey ?? '') === apiMappingKey ? [{ id: one.ApiMappingId }] : [])),
  },
  'aws:apigatewayv2/authorizer:Authorizer': {
    ask: ({ apiId = null }) => ['apigatewayv2:GetAuthorizers', { ApiId: apiId }],
    told: ({ Items }, { name }) => list(Items).flatMap((one) => (one.Name === name ? [{ id: one.AuthorizerId }] : [])),
  },
  // It has no name: its description holds the resource's own.
  'aws:apigatewayv2/integration:Integration': {
    ask: ({ apiId = null }) => ['apigatewayv2:GetIntegrations', { ApiId: apiId }],
    told: ({ Items }, { description }) =>
      list(Items).flatMap((one) =>
        description !== undefined && one.Description === description ? [{ id: one.IntegrationId }] : [],
      ),
  },
  'aws:apigatewayv2/route:Route': {
    ask: ({ apiId = null }) => ['apigatewayv2:GetRoutes', { ApiId: apiId }],
    told: ({ Items }, { routeKey }) =>
      list(Items).flatMap((one) => (one.RouteKey === routeKey ? [{ id: one.RouteId }] : [])),
  },
  'aws:apigatewayv2/stage:Stage': {
    ask: ({ apiId = null, name = null }) => ['apigatewayv2:GetStage', { ApiId: apiId, StageName: name }],
    told: ({ StageName }) => [{ id: StageName }],
  },
  'aws:autoscaling/group:Group': {
    ask: ({ name = null }) => ['autoscaling:DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }],
    told: ({ AutoScalingGroups }) =>
      list(AutoScalingGroups).map((one) => ({ id: one.AutoScalingGroupName, tags: one.Tags })),
  },
  // The tagging API knows it in us-east-1 alone; its comment names stack, environment and component.
  'aws:cloudfront/distribution:Distribution': {
    ask: () => ['cloudfront:ListDistributions', {}],
    told: ({ DistributionList }, { comment }) =>
      list(object(DistributionList).Items).flatMap((one) => (one.Comment === comment ? [{ id: one.Id }] : [])),
  },
  'aws:cloudfront/function:Function': {
    ask: ({ name = null }) => ['cloudfront:DescribeFunction', { Name: name }],
    told: ({ FunctionSummary }) => [{ id: object(FunctionSummary).Name }],
  },
  'aws:cloudfront/originAccessControl:OriginAccessControl': {
    ask: () => ['cloudfront:ListOriginAccessControls', {}],
    told: ({ OriginAccessControlList }, { name }) =>
      list(object(OriginAccessControlList).Items).flatMap((one) => (one.Name === name ? [{ id: one.Id }] : [])),
  },
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': {
    ask: () => ['cloudfront:ListResponseHeadersPolicies', { Type: 'custom' }],
    told: ({ ResponseHeadersPolicyList }, { name }) =>
      list(object(ResponseHeadersPolicyList).Items).flatMap(({ ResponseHeadersPolicy }) => {
        const { Id, ResponseHeadersPolicyConfig } = object(ResponseHeadersPolicy);
        return object(ResponseHeadersPolicyConfig).Name === name ? [{ id: Id }] : [];
      }),
  },
  'aws:cloudfront/vpcOrigin:VpcOrigin': {
    ask: () => ['cloudfront:ListVpcOrigins', {}],
    told: ({ VpcOriginList }, { vpcOriginEndpointConfig }) =>
      list(object(VpcOriginList).Items).flatMap((one) =>
        one.Name === object(vpcOriginEndpointConfig).name ? [{ id: one.Id }] : [],
      ),
  },
  'aws:cloudwatch/eventArchive:EventArchive': {
    ask: ({ name = null }) => ['events:DescribeArchive', { ArchiveName: name }],
    told: ({ ArchiveName }) => [{ id: ArchiveName }],
  },
  'aws:ecs/service:Service': {
    ask: ({ cluster = null, name = null }) => [
      'ecs:DescribeServices',
      { cluster, services: [name], include: ['TAGS'] },
    ],
    told: ({ services }) =>
      list(services).flatMap((one) => (one.status === 'INACTIVE' ? [] : [{ id: one.serviceArn, tags: one.tags }])),
  },
  'aws:efs/mountTarget:MountTarget': {
    ask: ({ fileSystemId = null }) => ['elasticfilesystem:DescribeMountTargets', { FileSystemId: fileSystemId }],
    told: ({ MountTargets }, { subnetId }) =>
      list(MountTargets).flatMap((one) => (one.SubnetId === subnetId ? [{ id: one.MountTargetId }] : [])),
  },
  'aws:iam/instanceProfile:InstanceProfile': {
    ask: ({ name = null }) => ['iam:GetInstanceProfile', { InstanceProfileName: name }],
    told: ({ InstanceProfile: one }) => [{ id: object(one).InstanceProfileName, tags: object(one).Tags }],
  },
  'aws:iam/policy:Policy': {
    ask: () => ['iam:ListPolicies', { Scope: 'Local' }],
    told: ({ Policies }, { name }) =>
      list(Policies).flatMap((one) => (one.PolicyName === name ? [{ id: one.Arn }] : [])),
  },
  'aws:iam/role:Role': {
    ask: ({ name = null }) => ['iam:GetRole', { RoleName: name }],
    told: ({ Role }) => [{ id: object(Role).RoleName, tags: object(Role).Tags }],
  },
  'aws:kms/alias:Alias': {
    ask: ({ targetKeyId = null }) => ['kms:ListAliases', { KeyId: targetKeyId }],
    told: ({ Aliases }, { name }) =>
      list(Aliases).flatMap((one) => (one.AliasName === name ? [{ id: one.AliasName }] : [])),
  },
  'aws:lambda/alias:Alias': {
    ask: ({ functionName = null, name = null }) => ['lambda:GetAlias', { FunctionName: functionName, Name: name }],
    told: ({ AliasArn }) => [{ id: AliasArn }],
  },
  'aws:lambda/functionUrl:FunctionUrl': {
    ask: ({ functionName = null, qualifier = null }) => [
      'lambda:GetFunctionUrlConfig',
      { FunctionName: functionName, ...(qualifier !== null && { Qualifier: qualifier }) },
    ],
    told: (_, { functionName, qualifier }) => [
      { id: qualifier === undefined ? functionName : `${String(functionName)}/${String(qualifier)}` },
    ],
  },
  'aws:lambda/permission:Permission': {
    ask: ({ function: name = null, qualifier }) => [
      'lambda:GetPolicy',
      { FunctionName: name, ...(qualifier !== undefined && { Qualifier: qualifier }) },
    ],
    told: ({ Policy }, { statementId }) =>
      list((JSON.parse(String(Policy)) as JsonObject).Statement).flatMap(({ Sid }) =>
        Sid === statementId ? [{ id: Sid }] : [],
      ),
  },
  'aws:lb/listener:Listener': {
    ask: ({ loadBalancerArn = null }) => [
      'elasticloadbalancing:DescribeListeners',
      { LoadBalancerArn: loadBalancerArn },
    ],
    told: ({ Listeners }, { port }) =>
      list(Listeners).flatMap((one) => (one.Port === port ? [{ id: one.ListenerArn }] : [])),
  },
  'aws:lb/listenerRule:ListenerRule': {
    ask: ({ listenerArn = null }) => ['elasticloadbalancing:DescribeRules', { ListenerArn: listenerArn }],
    told: ({ Rules }, { priority }) =>
      list(Rules).flatMap((one) => (one.Priority === String(priority) ? [{ id: one.RuleArn }] : [])),
  },
  'aws:lb/loadBalancer:LoadBalancer': {
    ask: ({ name = null }) => ['elasticloadbalancing:DescribeLoadBalancers', { Names: [name] }],
    told: ({ LoadBalancers }) => list(LoadBalancers).map((one) => ({ id: one.LoadBalancerArn })),
  },
  'aws:lb/targetGroup:TargetGroup': {
    ask: ({ name = null }) => ['elasticloadbalancing:DescribeTargetGroups', { Names: [name] }],
    told: ({ TargetGroups }) => list(TargetGroups).map((one) => ({ id: one.TargetGroupArn })),
  },
  'aws:msk/configuration:Configuration': {
    ask: () => ['kafka:ListConfigurations', {}],
    told: ({ Configurations }, { name }) =>
      list(Configurations).flatMap((one) => (one.Name === name ? [{ id: one.Arn }] : [])),
  },
  'aws:msk/topic:Topic': {
    ask: ({ clusterArn = null, name = null }) => ['kafka:DescribeTopic', { ClusterArn: clusterArn, TopicName: name }],
    told: ({ TopicName }, { clusterArn }) => [{ id: `${String(clusterArn)},${String(TopicName)}` }],
  },
  // Its ARN holds its name, and the provider knows it by another id.
  'aws:rds/instance:Instance': {
    ask: ({ identifier = null }) => ['rds:DescribeDBInstances', { DBInstanceIdentifier: identifier }],
    told: ({ DBInstances }) => list(DBInstances).map((one) => ({ id: one.DbiResourceId, tags: one.TagList })),
  },
  'aws:rds/proxy:Proxy': {
    ask: ({ name = null }) => ['rds:DescribeDBProxies', { DBProxyName: name }],
    told: ({ DBProxies }) => list(DBProxies).map((one) => ({ id: one.DBProxyName })),
  },
  'aws:rds/proxyTarget:ProxyTarget': {
    ask: ({ dbProxyName = null, targetGroupName = null }) => [
      'rds:DescribeDBProxyTargets',
      { DBProxyName: dbProxyName, TargetGroupName: targetGroupName },
    ],
    told: ({ Targets }, { dbProxyName, targetGroupName, dbInstanceIdentifier, dbClusterIdentifier }) =>
      list(Targets).flatMap(({ Type, RdsResourceId: id }) => {
        const wanted = dbClusterIdentifier ?? dbInstanceIdentifier;
        return id === wanted ? [{ id: [dbProxyName, targetGroupName, Type, id].map(String).join('/') }] : [];
      }),
  },
  // Its tags come in a second call, so that a run may have ended between them.
  'aws:s3/bucket:Bucket': {
    ask: ({ bucket = null }) => ['s3:HeadBucket', { Bucket: bucket }],
    told: (_, { bucket }) => [{ id: bucket }],
  },
  'aws:scheduler/schedule:Schedule': {
    ask: ({ name = null, groupName = 'default' }) => ['scheduler:GetSchedule', { Name: name, GroupName: groupName }],
    told: ({ GroupName, Name }) => [{ id: `${String(GroupName)}/${String(Name)}` }],
  },
  'aws:ssm/association:Association': {
    ask: ({ associationName = null }) => [
      'ssm:ListAssociations',
      { AssociationFilterList: [{ key: 'AssociationName', value: associationName }] },
    ],
    told: ({ Associations }, { associationName }) =>
      list(Associations).flatMap((one) => (one.AssociationName === associationName ? [{ id: one.AssociationId }] : [])),
  },
  ...NETWORK_LOOKUPS,
};
