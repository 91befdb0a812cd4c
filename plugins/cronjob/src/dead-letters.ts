import { denyPlainText, NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, Tags, TranslateContext } from 'panka/sdk';

/** The longest that SQS keeps anything. */
const FOURTEEN_DAYS = 1_209_600;

/** Queue of the runs that the scheduler gave up to start. */
export function declareDeadLetters(
  component: ComponentOf<unknown>,
  context: TranslateContext,
  { names, tags }: { names: Names; tags: Tags },
): aws.sqs.Queue {
  const logicalName = context.logicalName('dlq');
  const queue = new aws.sqs.Queue(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.sqsQueue, 'dlq'),
      messageRetentionSeconds: FOURTEEN_DAYS,
      sqsManagedSseEnabled: true,
      tags: tags.of(component, logicalName),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  new aws.sqs.QueuePolicy(
    context.logicalName('dlq-policy'),
    {
      queueUrl: queue.url,
      policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: [denyPlainText('sqs:*', queue.arn)] }),
    },
    context.options(),
  );
  return queue;
}
