import { expect } from 'chai';
import type { JsonObject } from '../../src/sdk/json.js';
import type { AwsApi } from '../../src/sdk/verifier.js';
import { refusalOf } from '../adapters/aws-api/api-on.js';

const ACCOUNT = '123456789012';
const arn = (service: string, rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
const UUID = '00000000-0000-0000-0000-000000000000';
const CLUSTER = arn('kafka', `cluster/no/${UUID}-1`);

/** What each operation is asked about something that is not there, and AWS's code of the refusal as the SDK names it. */
const REFUSALS: readonly (readonly [operation: string, params: JsonObject, code: string])[] = [
  ['acm:DescribeCertificate', { CertificateArn: arn('acm', `certificate/${UUID}`) }, 'ResourceNotFoundException'],
  ['apigatewayv2:GetDomainName', { DomainName: 'no.example.com' }, 'NotFoundException'],
  ['apigatewayv2:GetStage', { ApiId: 'a1b2c3', StageName: '$default' }, 'NotFoundException'],
  [
    'cloudfront:CreateInvalidation',
    { DistributionId: 'E0', InvalidationBatch: { CallerReference: 'x', Paths: { Quantity: 1, Items: ['/*'] } } },
    'NoSuchDistribution',
  ],
  ['cloudfront:GetDistribution', { Id: 'E0' }, 'NoSuchDistribution'],
  ['docdb:DescribeDBClusters', { DBClusterIdentifier: 'no' }, 'DBClusterNotFoundFault'],
  ['docdb:DescribeDBInstances', { DBInstanceIdentifier: 'no' }, 'DBInstanceNotFoundFault'],
  [
    'docdb:CreateDBClusterSnapshot',
    { DBClusterIdentifier: 'no', DBClusterSnapshotIdentifier: 's' },
    'DBClusterNotFoundFault',
  ],
  ['docdb:DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier: 'no' }, 'DBClusterSnapshotNotFoundFault'],
  ['dynamodb:CreateBackup', { TableName: 'not', BackupName: 'b-1' }, 'TableNotFoundException'],
  [
    'dynamodb:DescribeBackup',
    { BackupArn: arn('dynamodb', 'table/not/backup/01489173575360-b308cd7d') },
    'BackupNotFoundException',
  ],
  ['dynamodb:DescribeContinuousBackups', { TableName: 'not' }, 'TableNotFoundException'],
  ['dynamodb:DescribeTable', { TableName: 'not' }, 'ResourceNotFoundException'],
  ['ec2:CreateSnapshot', { VolumeId: 'vol-00000000000000000' }, 'InvalidVolume.NotFound'],
  [
    'ec2:DescribeInstanceStatus',
    { InstanceIds: ['i-00000000000000000'], IncludeAllInstances: true },
    'InvalidInstanceID.NotFound',
  ],
  ['ec2:DescribeVolumes', { VolumeIds: ['vol-00000000000000000'] }, 'InvalidVolume.NotFound'],
  ['elasticache:DescribeCacheClusters', { CacheClusterId: 'no' }, 'CacheClusterNotFoundFault'],
  ['elasticache:DescribeReplicationGroups', { ReplicationGroupId: 'no' }, 'ReplicationGroupNotFoundFault'],
  ['elasticache:DescribeServerlessCaches', { ServerlessCacheName: 'no' }, 'ServerlessCacheNotFoundFault'],
  ['elasticache:DescribeUserGroups', { UserGroupId: 'no' }, 'UserGroupNotFoundFault'],
  ['elasticfilesystem:DescribeFileSystems', { FileSystemId: 'fs-00000000' }, 'FileSystemNotFound'],
  ['elasticfilesystem:DescribeMountTargets', { FileSystemId: 'fs-00000000' }, 'FileSystemNotFound'],
  [
    'elasticloadbalancing:DescribeLoadBalancers',
    { LoadBalancerArns: [arn('elasticloadbalancing', 'loadbalancer/app/no/0000000000000000')] },
    'LoadBalancerNotFoundException',
  ],
  [
    'elasticloadbalancing:DescribeTargetHealth',
    { TargetGroupArn: arn('elasticloadbalancing', 'targetgroup/no/0000000000000000') },
    'TargetGroupNotFoundException',
  ],
  ['events:DescribeRule', { Name: 'no', EventBusName: 'default' }, 'ResourceNotFoundException'],
  ['events:ListTargetsByRule', { Rule: 'no', EventBusName: 'default' }, 'ResourceNotFoundException'],
  ['iam:GetRole', { RoleName: 'no' }, 'NoSuchEntityException'],
  ['kafka:DescribeClusterV2', { ClusterArn: CLUSTER }, 'NotFoundException'],
  ['kafka:DescribeTopic', { ClusterArn: CLUSTER, TopicName: 't' }, 'NotFoundException'],
  ['kafka:GetBootstrapBrokers', { ClusterArn: CLUSTER }, 'NotFoundException'],
  ['kms:DescribeKey', { KeyId: UUID }, 'NotFoundException'],
  ['lambda:GetAlias', { FunctionName: 'no', Name: 'live' }, 'ResourceNotFoundException'],
  ['lambda:GetEventSourceMapping', { UUID }, 'ResourceNotFoundException'],
  ['lambda:GetFunctionConfiguration', { FunctionName: 'no', Qualifier: '1' }, 'ResourceNotFoundException'],
  ['lambda:Invoke', { FunctionName: 'no', Payload: 'null' }, 'ResourceNotFoundException'],
  ['logs:GetLogEvents', { logGroupName: 'no', logStreamName: 'no' }, 'ResourceNotFoundException'],
  ['memorydb:DescribeACLs', { ACLName: 'no' }, 'ACLNotFoundFault'],
  ['memorydb:DescribeClusters', { ClusterName: 'no' }, 'ClusterNotFoundFault'],
  [
    'rds:CreateDBClusterSnapshot',
    { DBClusterIdentifier: 'no', DBClusterSnapshotIdentifier: 's' },
    'DBClusterNotFoundFault',
  ],
  ['rds:CreateDBSnapshot', { DBInstanceIdentifier: 'no', DBSnapshotIdentifier: 's' }, 'DBInstanceNotFoundFault'],
  ['rds:DescribeDBClusterSnapshots', { DBClusterSnapshotIdentifier: 'no' }, 'DBClusterSnapshotNotFoundFault'],
  ['rds:DescribeDBClusters', { DBClusterIdentifier: 'no' }, 'DBClusterNotFoundFault'],
  ['rds:DescribeDBInstances', { DBInstanceIdentifier: 'no' }, 'DBInstanceNotFoundFault'],
  ['rds:DescribeDBSnapshots', { DBSnapshotIdentifier: 'no' }, 'DBSnapshotNotFoundFault'],
  ['s3:GetBucketEncryption', { Bucket: 'no-such-bucket-of-panka' }, 'NoSuchBucket'],
  ['s3:GetPublicAccessBlock', { Bucket: 'no-such-bucket-of-panka' }, 'NoSuchBucket'],
  ['s3:HeadBucket', { Bucket: 'no-such-bucket-of-panka' }, 'NotFound'],
  ['scheduler:GetSchedule', { Name: 'no', GroupName: 'default' }, 'ResourceNotFoundException'],
  ['sns:GetSubscriptionAttributes', { SubscriptionArn: arn('sns', `no:${UUID}`) }, 'NotFoundException'],
  ['sns:GetTopicAttributes', { TopicArn: arn('sns', 'no') }, 'NotFoundException'],
  [
    'sqs:GetQueueAttributes',
    { QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/no`, AttributeNames: ['All'] },
    'QueueDoesNotExist',
  ],
  ['ssm:GetParameter', { Name: '/no' }, 'ParameterNotFound'],
];

/** Operations that list what matches: nothing that matches is an answer. */
const NOTHING_FOUND: readonly (readonly [operation: string, params: JsonObject, answer: JsonObject])[] = [
  ['autoscaling:DescribeAutoScalingGroups', { AutoScalingGroupNames: ['no'] }, { AutoScalingGroups: [] }],
  [
    'ec2:DescribeVolumesModifications',
    { Filters: [{ Name: 'volume-id', Values: ['vol-00000000000000000'] }] },
    { VolumesModifications: [] },
  ],
  [
    'ssm:DescribeInstanceAssociationsStatus',
    { InstanceId: 'i-00000000000000000' },
    { InstanceAssociationStatusInfos: [] },
  ],
  [
    'ssm:DescribeInstanceInformation',
    { Filters: [{ Key: 'InstanceIds', Values: ['i-00000000000000000'] }] },
    { InstanceInformationList: [] },
  ],
];

export interface AwsApiContract {
  readonly api: () => AwsApi;
  /** Operations that this AWS does not have. Skipped by name. */
  readonly lacks?: readonly string[];
}

/** What every AWS says of things that are not there: the real one, its stand-ins, and the sandbox. */
export function awsApiContract({ api, lacks = [] }: AwsApiContract): void {
  for (const [operation, params, code] of REFUSALS)
    (lacks.includes(operation) ? xit : it)(`refuses ${operation} with ${code}`, async () => {
      expect(await refusalOf(api().call(operation, params))).to.include({ name: code, kind: 'missing' });
    });

  for (const [operation, params, answer] of NOTHING_FOUND)
    (lacks.includes(operation) ? xit : it)(`answers ${operation} with nothing found`, async () => {
      expect(await api().call(operation, params)).to.deep.equal(answer);
    });

  it('tells who is calling', async () => {
    const { Arn, Account } = (await api().call('sts:GetCallerIdentity', {})) as JsonObject;
    expect(Arn).to.match(new RegExp(`^arn:aws:(iam|sts)::${String(Account)}:`));
  });
}
