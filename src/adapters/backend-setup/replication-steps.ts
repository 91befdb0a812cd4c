import type { SetupStep } from '../../core/backend/setup-step.js';
import type { PolicyDocument } from '../../core/iam/deployment-policy.js';
import type { BucketRequest } from './bucket-steps.js';
import { ifThere, missing, refused, there } from './looked.js';
import { type RoleRequest, roleSteps } from './role-steps.js';

export interface ReplicationRequest extends BucketRequest {
  readonly iam: RoleRequest['client'];
  readonly account: string;
  /** Bucket in another region that gets a copy of each object. */
  readonly replica: string;
}

const ID = 'panka-replica';

/** Copies every object, and every deletion marker, to the replica; the role may do that and nothing else. */
export function replicationSteps(request: ReplicationRequest): SetupStep[] {
  const { account, bucket, iam, partition, tags } = request;
  const role = roleName(bucket);
  const roleArn = `arn:${partition}:iam::${account}:role/${role}`;
  return [
    ...roleSteps({
      client: iam,
      role,
      description: `Copies ${bucket} to ${request.replica}`,
      trust: trustOfS3(account),
      policies: { replication: copyPolicy(request) },
      tags,
    }),
    { of: `bucket ${bucket}`, name: 'replication', ...replication(request, roleArn) },
  ];
}

/** Role names have 64 characters, bucket names 63. */
function roleName(bucket: string): string {
  return `PankaReplication-${bucket}`.slice(0, 64);
}

function replication(
  { client, bucket, partition, replica }: ReplicationRequest,
  Role: string,
): Pick<SetupStep, 'look' | 'make'> {
  const Bucket = `arn:${partition}:s3:::${replica}`;
  return {
    async look() {
      const { GetBucketReplicationCommand } = await import('@aws-sdk/client-s3');
      const call = (await client()).send(new GetBucketReplicationCommand({ Bucket: bucket }));
      const found = await ifThere(call, 'ReplicationConfigurationNotFoundError');
      const rules = found?.ReplicationConfiguration?.Rules ?? [];
      if (rules.length === 0) return missing('off');
      return rules.some((rule) => rule.Status === 'Enabled' && rule.Destination?.Bucket === Bucket)
        ? there(`to ${replica}`)
        : refused('it is replicated elsewhere', 'leave --replica-region away, or change the rule by hand');
    },
    async make() {
      const { PutBucketReplicationCommand } = await import('@aws-sdk/client-s3');
      const rule = {
        ID,
        Priority: 1,
        Status: 'Enabled' as const,
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Enabled' as const },
        Destination: { Bucket },
      };
      const ReplicationConfiguration = { Role, Rules: [rule] };
      await (await client()).send(new PutBucketReplicationCommand({ Bucket: bucket, ReplicationConfiguration }));
    },
  };
}

function trustOfS3(account: string): unknown {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  };
}

function copyPolicy({ bucket, partition, replica }: ReplicationRequest): PolicyDocument {
  const arn = (name: string) => `arn:${partition}:s3:::${name}`;
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'Source',
        Effect: 'Allow',
        Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
        Resource: [arn(bucket)],
      },
      {
        Sid: 'Read',
        Effect: 'Allow',
        Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
        Resource: [`${arn(bucket)}/*`],
      },
      {
        Sid: 'Write',
        Effect: 'Allow',
        Action: ['s3:ReplicateDelete', 's3:ReplicateObject', 's3:ReplicateTags'],
        Resource: [`${arn(replica)}/*`],
      },
    ],
  };
}
