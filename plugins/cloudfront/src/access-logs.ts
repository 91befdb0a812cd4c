import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, LogsBucket, Names, Tags, TranslateContext } from 'panka/sdk';
import type { CloudFrontSpec } from './schema.js';

/** CloudFront's logs are told of in this region only, wherever the bucket is. */
const REGION = 'us-east-1';
const NAME = { max: 60, alphabet: 'a-zA-Z0-9_-' };

/** Access logs in a bucket, by the deliveries that need no ACL there (standard logging v2). */
export function declareAccessLogs(
  component: ComponentOf<CloudFrontSpec>,
  context: TranslateContext,
  request: {
    distribution: aws.cloudfront.Distribution;
    names: Names;
    tags: Tags;
    logsBucket: LogsBucket;
    partition: string;
  },
): void {
  const { enabled, bucket } = component.spec.logs;
  if (!enabled) return;
  const { distribution, names, tags, logsBucket, partition } = request;
  const tagsOf = (part: string) => tags.of(component, context.logicalName(part));
  const source = new aws.cloudwatch.LogDeliverySource(
    context.logicalName('logs/source'),
    {
      name: names.physical(component, NAME, 'logs'),
      logType: 'ACCESS_LOGS',
      resourceArn: distribution.arn,
      region: REGION,
      tags: tagsOf('logs/source'),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const destination = new aws.cloudwatch.LogDeliveryDestination(
    context.logicalName('logs/destination'),
    {
      name: names.physical(component, NAME, 'logs'),
      outputFormat: 'json',
      deliveryDestinationConfiguration: {
        destinationResourceArn:
          bucket === undefined ? logsBucket.arn : pulumi.output(`arn:${partition}:s3:::${bucket}`),
      },
      region: REGION,
      tags: tagsOf('logs/destination'),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: bucket === undefined ? [...logsBucket.ready] : [] }),
  );
  new aws.cloudwatch.LogDelivery(
    context.logicalName('logs/delivery'),
    {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      region: REGION,
      tags: tagsOf('logs/delivery'),
    },
    context.options({ deleteBeforeReplace: true }),
  );
}
