import { declareCredentials, keptWithData } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { usualCopies } from './brokers.js';
import type { Foundation } from './foundation.js';

/** A user with a password that Panka makes; MSK takes only secrets that are named so and encrypted with a customer's key. */
export function declareUser(
  at: Foundation,
  context: TranslateContext,
  cluster: aws.msk.Cluster,
): pulumi.Output<string> | undefined {
  const { component, names, tags } = at;
  if (!component.spec.auth.scram) return undefined;
  const { arn, version } = declareCredentials(component, keptWithData(context), {
    aws,
    pulumi,
    names,
    tags,
    part: 'scram',
    namePrefix: 'AmazonMSK_',
    description: `User of ${component.address}`,
    kmsKeyArn: at.key,
    username: component.name,
  });
  new aws.msk.ScramSecretAssociation(
    context.logicalName('scram/association'),
    { clusterArn: cluster.arn, secretArnLists: [arn] },
    keptWithData(context).options({ dependsOn: [version] }),
  );
  return arn;
}

/** Topics of the manifest, made by the API of MSK. */
export function declareTopics(at: Foundation, context: TranslateContext, cluster: aws.msk.Cluster): void {
  for (const topic of at.component.spec.topics)
    new aws.msk.Topic(
      context.logicalName(`topic/${topic.name}`),
      {
        clusterArn: cluster.arn,
        name: topic.name,
        partitionCount: topic.partitions,
        replicationFactor: topic.replicationFactor ?? usualCopies(at.brokers),
        ...(Object.keys(topic.config).length === 0 ? {} : { configs: JSON.stringify(textual(topic.config)) }),
      },
      context.dataOptions({ deleteBeforeReplace: true }),
    );
}

/** Kafka's settings are texts. */
function textual(config: Readonly<Record<string, unknown>>): Record<string, string> {
  const entries = Object.entries(config).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
