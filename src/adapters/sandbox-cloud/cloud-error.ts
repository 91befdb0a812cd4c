import type { AwsError, AwsErrorKind } from '../../sdk/verifier.js';
import { awsErrorKind } from '../aws-clients/aws-error-kind.js';
import { awsFailure } from '../aws-clients/aws-failure.js';

/** What the simulated AWS answers instead of a result: AWS's error code and words. `name` is the code, as in the AWS SDK. */
class CloudError extends Error implements AwsError {
  readonly code: string;
  readonly kind: AwsErrorKind;

  constructor(code: string, message: string, what?: string) {
    super(`${what === undefined ? '' : `${what}: `}${code}: ${message}`);
    this.name = code;
    this.code = code;
    this.kind = awsErrorKind(awsFailure({ name: code, message }));
  }
}

/** Reads `Code: message`, the form in which models refuse; text without a code becomes `ValidationException`. */
export function cloudErrorOf(text: string, what?: string): CloudError {
  const match = /^([A-Za-z][\w.]*): (.*)$/s.exec(text);
  return match === null
    ? new CloudError('ValidationException', text, what)
    : new CloudError(match[1]!, match[2]!, what);
}

/** What a model's handler threw: `new Error('Code: message')` is AWS's answer, anything else a fault in the handler. */
export function answeredError(error: unknown, what: string): unknown {
  return error instanceof Error && error.constructor === Error ? cloudErrorOf(error.message, what) : error;
}

export function throttled(what: string): CloudError {
  return new CloudError('Throttling', 'Rate exceeded', what);
}

export function timedOut(seconds: number, what: string): CloudError {
  return new CloudError('Timeout', `not done after ${seconds} s`, what);
}

export function aborted(what: string): CloudError {
  return new CloudError('RequestCanceled', 'the request was canceled', what);
}

export function gone(id: string, what: string): CloudError {
  return new CloudError('ResourceNotFoundException', `"${id}" does not exist`, what);
}

/** AWS's code for "this name is taken", by type or else by service. Source: the API references of the services. */
const EXISTS_CODES: Readonly<Record<string, string>> = {
  apigatewayv2: 'ConflictException',
  'aws:ec2/route:Route': 'RouteAlreadyExists',
  'aws:ec2/securityGroup:SecurityGroup': 'InvalidGroup.Duplicate',
  'aws:elasticache/subnetGroup:SubnetGroup': 'CacheSubnetGroupAlreadyExists',
  'aws:elasticache/parameterGroup:ParameterGroup': 'CacheParameterGroupAlreadyExists',
  'aws:lb/targetGroup:TargetGroup': 'DuplicateTargetGroupName',
  'aws:lb/listener:Listener': 'DuplicateListener',
  'aws:rds/cluster:Cluster': 'DBClusterAlreadyExistsFault',
  'aws:rds/parameterGroup:ParameterGroup': 'DBParameterGroupAlreadyExists',
  'aws:rds/subnetGroup:SubnetGroup': 'DBSubnetGroupAlreadyExists',
  'aws:s3/bucket:Bucket': 'BucketAlreadyOwnedByYou',
  cloudfront: 'DistributionAlreadyExists',
  docdb: 'DBClusterAlreadyExistsFault',
  dynamodb: 'ResourceInUseException',
  ec2: 'InvalidParameterValue',
  efs: 'FileSystemAlreadyExists',
  eks: 'ResourceInUseException',
  elasticache: 'ReplicationGroupAlreadyExists',
  iam: 'EntityAlreadyExists',
  kms: 'AlreadyExistsException',
  lambda: 'ResourceConflictException',
  lb: 'DuplicateLoadBalancerName',
  memorydb: 'ClusterAlreadyExistsFault',
  msk: 'ConflictException',
  rds: 'DBInstanceAlreadyExists',
  route53: 'InvalidChangeBatch',
  scheduler: 'ConflictException',
  secretsmanager: 'ResourceExistsException',
  servicediscovery: 'NamespaceAlreadyExists',
  sqs: 'QueueAlreadyExists',
  vpc: 'InvalidPermission.Duplicate',
};

export function alreadyExists(type: string, name: string, what: string): CloudError {
  const code = EXISTS_CODES[type] ?? EXISTS_CODES[serviceOf(type)] ?? 'ResourceAlreadyExistsException';
  return new CloudError(code, `"${name}" already exists`, what);
}

/** `sqs` of `aws:sqs/queue:Queue`. */
export function serviceOf(type: string): string {
  return type.split(':')[1]?.split('/')[0] ?? type;
}
