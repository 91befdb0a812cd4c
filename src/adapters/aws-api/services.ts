/** A service of AWS as the SDK knows it. */
export interface AwsService {
  /** Name under `aws.endpoints`, the one that Pulumi's AWS provider gives it. */
  readonly endpoint: string;
  /** The SDK's package of the service; loading it costs 100 ms, EC2's 800. By name: the types of all would triple a type-check. */
  readonly sdk: string;
}

/**
 * The services that can be called, by the prefix of their operations: IAM's name of the service. DocumentDB is the exception: it
 * is called through RDS's interface and permitted as `rds:`, and has a prefix of its own only so that its endpoint can be set.
 */
export const SERVICES: Readonly<Record<string, AwsService>> = {
  acm: { endpoint: 'acm', sdk: '@aws-sdk/client-acm' },
  apigatewayv2: { endpoint: 'apigatewayv2', sdk: '@aws-sdk/client-apigatewayv2' },
  autoscaling: { endpoint: 'autoscaling', sdk: '@aws-sdk/client-auto-scaling' },
  cloudfront: { endpoint: 'cloudfront', sdk: '@aws-sdk/client-cloudfront' },
  cloudwatch: { endpoint: 'cloudwatch', sdk: '@aws-sdk/client-cloudwatch' },
  docdb: { endpoint: 'docdb', sdk: '@aws-sdk/client-rds' },
  dynamodb: { endpoint: 'dynamodb', sdk: '@aws-sdk/client-dynamodb' },
  ec2: { endpoint: 'ec2', sdk: '@aws-sdk/client-ec2' },
  ecs: { endpoint: 'ecs', sdk: '@aws-sdk/client-ecs' },
  elasticache: { endpoint: 'elasticache', sdk: '@aws-sdk/client-elasticache' },
  elasticfilesystem: { endpoint: 'efs', sdk: '@aws-sdk/client-efs' },
  elasticloadbalancing: { endpoint: 'elbv2', sdk: '@aws-sdk/client-elastic-load-balancing-v2' },
  events: { endpoint: 'events', sdk: '@aws-sdk/client-eventbridge' },
  iam: { endpoint: 'iam', sdk: '@aws-sdk/client-iam' },
  kafka: { endpoint: 'kafka', sdk: '@aws-sdk/client-kafka' },
  kms: { endpoint: 'kms', sdk: '@aws-sdk/client-kms' },
  lambda: { endpoint: 'lambda', sdk: '@aws-sdk/client-lambda' },
  logs: { endpoint: 'logs', sdk: '@aws-sdk/client-cloudwatch-logs' },
  memorydb: { endpoint: 'memorydb', sdk: '@aws-sdk/client-memorydb' },
  rds: { endpoint: 'rds', sdk: '@aws-sdk/client-rds' },
  route53: { endpoint: 'route53', sdk: '@aws-sdk/client-route-53' },
  s3: { endpoint: 's3', sdk: '@aws-sdk/client-s3' },
  scheduler: { endpoint: 'scheduler', sdk: '@aws-sdk/client-scheduler' },
  sns: { endpoint: 'sns', sdk: '@aws-sdk/client-sns' },
  sqs: { endpoint: 'sqs', sdk: '@aws-sdk/client-sqs' },
  ssm: { endpoint: 'ssm', sdk: '@aws-sdk/client-ssm' },
  sts: { endpoint: 'sts', sdk: '@aws-sdk/client-sts' },
  tag: { endpoint: 'resourcegroupstaggingapi', sdk: '@aws-sdk/client-resource-groups-tagging-api' },
};
