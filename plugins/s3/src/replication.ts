import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Identity, PolicyStatement, Roles, TranslateContext } from 'panka/sdk';
import type { S3Spec } from './schema.js';

interface Source {
  readonly bucket: aws.s3.Bucket;
  readonly versioning: aws.s3.BucketVersioning;
  readonly key: pulumi.Input<string> | undefined;
}

/** Replication of every object, with a role of its own unless one is given. */
export function declareReplication(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  using: { source: Source; roles: Roles; identity: Identity },
): void {
  const { replication, encryption } = component.spec;
  if (replication === undefined) return;
  const { source } = using;
  const destination = destinationArn(component, context, using.identity);
  const role =
    replication.roleArn === undefined ? generatedRole(component, context, { ...using, destination }) : undefined;
  const encrypted = encryption.algorithm === 'aws:kms' && replication.kmsKeyId !== undefined;
  new aws.s3.BucketReplicationConfig(
    context.logicalName('replication'),
    {
      bucket: source.bucket.bucket,
      role: role?.arn ?? replication.roleArn ?? '',
      rules: [
        {
          id: 'all',
          status: 'Enabled',
          priority: 1,
          filter: { prefix: '' },
          deleteMarkerReplication: { status: 'Enabled' },
          destination: {
            bucket: destination,
            ...(replication.storageClass === undefined ? {} : { storageClass: replication.storageClass }),
            ...(encrypted ? { encryptionConfiguration: { replicaKmsKeyId: replication.kmsKeyId ?? '' } } : {}),
          },
          ...(encrypted ? { sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: 'Enabled' } } } : {}),
        },
      ],
    },
    context.options({ dependsOn: [source.versioning, ...(role?.ready ?? [])] }),
  );
}

function destinationArn(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  identity: Identity,
): pulumi.Input<string> {
  const reference = component.references.find((r) => r.reason === 'replication');
  if (reference !== undefined) return context.output(reference.to, 'bucketArn') as pulumi.Output<string>;
  const given = component.spec.replication?.destinationBucket ?? '';
  return given.startsWith('arn:') ? given : `arn:${identity.partition}:s3:::${given}`;
}

function generatedRole(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  using: { source: Source; roles: Roles; identity: Identity; destination: pulumi.Input<string> },
) {
  return using.roles.declare(component, context, {
    part: 'replication-role',
    service: 's3.amazonaws.com',
    statements: replicationStatements(component.spec, using),
  });
}

/** Source: S3 user guide, "Setting up permissions for live replication". */
function replicationStatements(
  spec: S3Spec,
  using: { source: Source; identity: Identity; destination: pulumi.Input<string> },
): PolicyStatement[] {
  const { source, destination } = using;
  const kms = (Action: string[], key: pulumi.Input<string>): PolicyStatement => ({
    Effect: 'Allow',
    Action,
    Resource: key,
  });
  return [
    { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: source.bucket.arn },
    {
      Effect: 'Allow',
      Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'],
      Resource: pulumi.interpolate`${source.bucket.arn}/*`,
    },
    {
      Effect: 'Allow',
      Action: ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags'],
      Resource: pulumi.interpolate`${destination}/*`,
    },
    ...(spec.bucket.objectLock ? [locksOf(source)] : []),
    ...(source.key === undefined ? [] : [kms(['kms:Decrypt'], source.key)]),
    ...(spec.replication?.kmsKeyId === undefined
      ? []
      : [kms(['kms:Encrypt', 'kms:GenerateDataKey'], spec.replication.kmsKeyId)]),
  ];
}

/** Retention and legal holds go with the objects. */
function locksOf({ bucket }: Source): PolicyStatement {
  return {
    Effect: 'Allow',
    Action: ['s3:GetObjectRetention', 's3:GetObjectLegalHold'],
    Resource: pulumi.interpolate`${bucket.arn}/*`,
  };
}
