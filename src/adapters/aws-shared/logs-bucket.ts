import * as pulumi from '@pulumi/pulumi';
import type { LogsBucket } from '../../sdk/index.js';
import { stringAt } from './infra-json.js';
import { declareBucket } from './shared-bucket.js';
import type { SharedDeclaration } from './shared-declaration.js';
import type { StackFacts } from './stack-facts.js';

const KEPT_DAYS = 90;

/** The bucket that the Security document names for access logs, which must let load balancers write already. */
export function writtenLogsBucket(facts: StackFacts): LogsBucket | undefined {
  const name = stringAt(facts.infra.security, 'accessLogs', 'bucket');
  return name === undefined ? undefined : { name, arn: `arn:${facts.identity.partition}:s3:::${name}`, ready: [] };
}

/** AES256, because load balancers can't write under a KMS key. */
export function declareLogsBucket(shared: SharedDeclaration): LogsBucket {
  const { bucket, policy } = declareBucket(shared, {
    part: 'logs',
    versioned: false,
    expireDays: KEPT_DAYS,
    emptyOnDelete: !shared.protectsData,
    statements: (made) => writers(made.arn, shared.facts),
  });
  return { name: bucket.bucket, arn: bucket.arn, ready: [policy] };
}

function writers(bucketArn: pulumi.Output<string>, { identity }: StackFacts): readonly object[] {
  const { accountId, partition, region } = identity;
  const objects = pulumi.interpolate`${bucketArn}/*`;
  const ours = { StringEquals: { 'aws:SourceAccount': accountId } };
  // Logs of CloudFront come from us-east-1, whatever the region of the stack.
  const sources = [...new Set([region, 'us-east-1'])].map((from) => `arn:${partition}:logs:${from}:${accountId}:*`);
  const deliveries = { ArnLike: { 'aws:SourceArn': sources } };
  const allow = (Sid: string, service: string, rest: object) => ({
    Sid,
    Effect: 'Allow',
    Principal: { Service: service },
    ...rest,
  });
  return [
    // This principal sets no source account; the path that it writes to carries it.
    allow('ApplicationLoadBalancers', 'logdelivery.elasticloadbalancing.amazonaws.com', {
      Action: 's3:PutObject',
      Resource: [
        pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
        pulumi.interpolate`${bucketArn}/*/AWSLogs/${accountId}/*`,
      ],
    }),
    allow('LogDeliveryWrites', 'delivery.logs.amazonaws.com', {
      Action: 's3:PutObject',
      Resource: objects,
      Condition: { ...ours, ...deliveries },
    }),
    allow('LogDeliveryChecks', 'delivery.logs.amazonaws.com', {
      Action: ['s3:GetBucketAcl', 's3:ListBucket'],
      Resource: bucketArn,
      Condition: { ...ours, ...deliveries },
    }),
    allow('BucketsLogHere', 'logging.s3.amazonaws.com', { Action: 's3:PutObject', Resource: objects, Condition: ours }),
  ];
}
