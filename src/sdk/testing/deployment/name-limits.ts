import type { RenderedResource } from '../../../core/render/rendered-resource.js';

interface NameLimit {
  readonly input: string;
  /** Whole name. */
  readonly pattern: RegExp;
}

const simple = (input: string, max: number, set = 'A-Za-z0-9_.-'): NameLimit => ({
  input,
  pattern: new RegExp(`^[${set}]{1,${max}}$`),
});
/** Letters, digits and single inner hyphens, a letter first. */
const identifier = (input: string, max: number): NameLimit => ({
  input,
  pattern: new RegExp(`^(?=.{1,${max}}$)[A-Za-z](?!.*--)[A-Za-z0-9-]*(?<!-)$`),
});
const LOAD_BALANCER: NameLimit = { input: 'name', pattern: /^(?!internal-)(?!-)[A-Za-z0-9-]{1,32}(?<!-)$/ };

/** What AWS takes as a name. Source: the API reference of each service, "Length Constraints" and "Pattern". */
const LIMITS: Readonly<Record<string, NameLimit>> = {
  'aws:sqs/queue:Queue': { input: 'name', pattern: /^(?=.{1,80}$)[A-Za-z0-9_-]+(\.fifo)?$/ },
  'aws:s3/bucket:Bucket': { input: 'bucket', pattern: /^(?=.{3,63}$)[a-z0-9][a-z0-9.-]*[a-z0-9]$/ },
  'aws:dynamodb/table:Table': { input: 'name', pattern: /^[A-Za-z0-9_.-]{3,255}$/ },
  'aws:lambda/function:Function': simple('name', 64, 'A-Za-z0-9_-'),
  'aws:lambda/alias:Alias': simple('name', 128, 'A-Za-z0-9_-'),
  'aws:lambda/permission:Permission': simple('statementId', 100, 'A-Za-z0-9_-'),
  'aws:iam/role:Role': simple('name', 64, 'A-Za-z0-9_+=,.@-'),
  'aws:iam/policy:Policy': simple('name', 128, 'A-Za-z0-9_+=,.@-'),
  'aws:iam/rolePolicy:RolePolicy': simple('name', 128, 'A-Za-z0-9_+=,.@-'),
  'aws:iam/instanceProfile:InstanceProfile': simple('name', 128, 'A-Za-z0-9_+=,.@-'),
  'aws:lb/loadBalancer:LoadBalancer': LOAD_BALANCER,
  'aws:lb/targetGroup:TargetGroup': LOAD_BALANCER,
  'aws:rds/instance:Instance': identifier('identifier', 63),
  'aws:rds/cluster:Cluster': identifier('clusterIdentifier', 63),
  'aws:rds/clusterInstance:ClusterInstance': identifier('identifier', 63),
  'aws:rds/parameterGroup:ParameterGroup': identifier('name', 255),
  'aws:rds/clusterParameterGroup:ClusterParameterGroup': identifier('name', 255),
  'aws:rds/subnetGroup:SubnetGroup': simple('name', 255, 'a-z0-9 _.-'),
  'aws:docdb/cluster:Cluster': identifier('clusterIdentifier', 63),
  'aws:docdb/clusterInstance:ClusterInstance': identifier('identifier', 63),
  'aws:docdb/clusterParameterGroup:ClusterParameterGroup': identifier('name', 255),
  'aws:docdb/subnetGroup:SubnetGroup': simple('name', 255, 'a-z0-9 _.-'),
  'aws:elasticache/cluster:Cluster': identifier('clusterId', 50),
  'aws:elasticache/parameterGroup:ParameterGroup': identifier('name', 255),
  'aws:elasticache/replicationGroup:ReplicationGroup': identifier('replicationGroupId', 40),
  'aws:elasticache/serverlessCache:ServerlessCache': identifier('name', 40),
  'aws:elasticache/subnetGroup:SubnetGroup': simple('name', 255, 'a-z0-9-'),
  'aws:elasticache/user:User': identifier('userId', 40),
  'aws:elasticache/userGroup:UserGroup': identifier('userGroupId', 40),
  'aws:memorydb/acl:Acl': identifier('name', 40),
  'aws:memorydb/cluster:Cluster': identifier('name', 40),
  'aws:memorydb/parameterGroup:ParameterGroup': identifier('name', 255),
  'aws:memorydb/subnetGroup:SubnetGroup': simple('name', 255, 'a-z0-9-'),
  'aws:memorydb/user:User': identifier('userName', 40),
  'aws:ecs/cluster:Cluster': simple('name', 255, 'A-Za-z0-9_-'),
  'aws:ecs/service:Service': simple('name', 255, 'A-Za-z0-9_-'),
  'aws:ecs/taskDefinition:TaskDefinition': simple('family', 255, 'A-Za-z0-9_-'),
  'aws:ec2/securityGroup:SecurityGroup': {
    input: 'name',
    pattern: /^(?!sg-)[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/,
  },
  'aws:cloudwatch/logGroup:LogGroup': simple('name', 512, 'A-Za-z0-9_/.#-'),
  'aws:cloudwatch/metricAlarm:MetricAlarm': { input: 'name', pattern: /^[\x20-\x7e]{1,255}$/ },
  'aws:cloudwatch/eventRule:EventRule': simple('name', 64),
  'aws:scheduler/schedule:Schedule': simple('name', 64),
  'aws:scheduler/scheduleGroup:ScheduleGroup': simple('name', 64),
  'aws:appautoscaling/policy:Policy': { input: 'name', pattern: /^[\x20-\x7e]{1,256}$/ },
  'aws:appautoscaling/scheduledAction:ScheduledAction': { input: 'name', pattern: /^[^|:/]{1,256}$/ },
  'aws:apigatewayv2/api:Api': { input: 'name', pattern: /^.{1,128}$/ },
  'aws:apigatewayv2/vpcLink:VpcLink': { input: 'name', pattern: /^.{1,128}$/ },
  'aws:cloudfront/originAccessControl:OriginAccessControl': { input: 'name', pattern: /^.{1,64}$/ },
  'aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy': simple('name', 128, 'A-Za-z0-9_-'),
  'aws:cloudfront/function:Function': simple('name', 64, 'A-Za-z0-9_-'),
  'aws:cloudwatch/logDeliverySource:LogDeliverySource': simple('name', 60, 'A-Za-z0-9_-'),
  'aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination': simple('name', 60, 'A-Za-z0-9_-'),
  'aws:sns/topic:Topic': { input: 'name', pattern: /^(?=.{1,256}$)[A-Za-z0-9_-]+(\.fifo)?$/ },
  'aws:kms/alias:Alias': { input: 'name', pattern: /^alias\/(?!aws\/)[A-Za-z0-9/_-]{1,250}$/ },
  'aws:secretsmanager/secret:Secret': simple('name', 512, 'A-Za-z0-9/_+=.@-'),
  'aws:ssm/parameter:Parameter': simple('name', 1011, 'A-Za-z0-9_./-'),
};

/** What the provider puts after a `namePrefix`: time and counter, 26 digits. */
const SUFFIX = '0'.repeat(26);

/** Physical names that AWS would refuse, or that are missing. A name that refers to another resource is known only there. */
export function physicalNameProblems(resources: readonly RenderedResource[]): readonly string[] {
  return resources.flatMap(({ name, type, inputs }) => {
    const limit = LIMITS[type];
    if (limit === undefined) return [];
    const prefix = inputs[`${limit.input}Prefix`];
    const value = typeof prefix === 'string' ? `${prefix}${SUFFIX}` : inputs[limit.input];
    if (value === undefined)
      return [`${name}: ${type} has no ${limit.input}; the provider would take "${name}", whose slashes AWS refuses`];
    if (typeof value !== 'string' || value.includes('${') || limit.pattern.test(value)) return [];
    return [`${name}: ${type} takes no ${limit.input} "${value}" (${limit.pattern})`];
  });
}
