import { asObject, CONTRIBUTIONS } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Identity, InfraView, PolicyStatement, TranslateContext } from 'panka/sdk';
import type { S3Spec } from './schema.js';

/** Server access logs to the bucket that the component, or else Security, names; none without one. */
export function declareAccessLogs(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  using: { bucket: aws.s3.Bucket; identity: Identity; infra: InfraView },
): void {
  const targetPrefix = component.spec.accessLogs?.prefix ?? `${component.address}/`;
  const targetBucket = target(component, context, { ...using, targetPrefix });
  if (targetBucket === undefined) return;
  new aws.s3.BucketLogging(
    context.logicalName('access-logs'),
    { bucket: using.bucket.bucket, targetBucket, targetPrefix },
    context.options(),
  );
}

function target(
  component: ComponentOf<S3Spec>,
  context: TranslateContext,
  using: { bucket: aws.s3.Bucket; identity: Identity; infra: InfraView; targetPrefix: string },
): pulumi.Input<string> | undefined {
  const reference = component.references.find((r) => r.reason === 'accessLogs');
  if (reference === undefined) {
    const standing = asObject(using.infra.security.accessLogs).bucket;
    const name = component.spec.accessLogs?.bucket ?? (typeof standing === 'string' ? standing : undefined);
    // The bucket for logs would log its own logs for ever.
    return name === (component.spec.name ?? component.spec.bucket.name) ? undefined : name;
  }
  const statement: PolicyStatement = {
    Effect: 'Allow',
    Principal: { Service: 'logging.s3.amazonaws.com' },
    Action: ['s3:PutObject'],
    Resource: pulumi.interpolate`${context.output(reference.to, 'bucketArn') as pulumi.Output<string>}/${using.targetPrefix}*`,
    Condition: {
      ArnLike: { 'aws:SourceArn': using.bucket.arn },
      StringEquals: { 'aws:SourceAccount': using.identity.accountId },
    },
  };
  context.contribute(reference.to, CONTRIBUTIONS.bucketPolicy, statement);
  return context.output(reference.to, 'bucketName') as pulumi.Output<string>;
}
