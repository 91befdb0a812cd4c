import {
  CONTRIBUTIONS,
  denyPlainText,
  keyArn,
  keyStatement,
  NAME_RULES,
  type PolicyDeclared,
} from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type ComponentOf,
  type Contribution,
  type Encryption,
  type Identity,
  type Names,
  type PolicyStatement,
  type Provision,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { DLQ_READ, QUEUE_ACTIONS } from './access.js';
import type { SqsSpec } from './schema.js';

type Component = ComponentOf<SqsSpec>;

export default class SqsTranslator implements Translator<SqsSpec> {
  static readonly inject = [tokens.names, tokens.tags, tokens.identity, tokens.encryption, tokens.alarms] as const;
  private queues = new Map<string, aws.sqs.Queue>();

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const dlq = this.deadLetterQueue(component, context);
    const dlqArn = dlq?.arn ?? this.otherDeadLetterQueue(component, context);
    const queue = this.queue(component, context, { dlqArn });
    if (dlq !== undefined) this.guard(context, dlq, queue);
    this.declareAlarms(component, context, queue, dlq);
    this.queues.set(component.address, queue);
    return {
      outputs: {
        queueUrl: queue.url,
        queueArn: queue.arn,
        queueName: queue.name,
        ...(dlq === undefined ? {} : { dlqUrl: dlq.url, dlqArn: dlq.arn, dlqName: dlq.name }),
      },
      provides: this.provision(component, queue, dlq),
    };
  }

  /** SQS keeps one policy document per queue, so it waits for everyone who adds to it. */
  finish(component: Component, contributions: readonly Contribution[], context: TranslateContext): void {
    const queue = this.queues.get(component.address);
    if (queue === undefined) return;
    const of = (type: string) => contributions.filter((c) => c.type === type).map((c) => c.value);
    const added = [
      ...(of(CONTRIBUTIONS.queuePolicy) as PolicyStatement[]),
      ...(component.spec.policyStatements ?? []),
    ].map((statement) => ({ Resource: queue.arn, ...statement }));
    const policy = new aws.sqs.QueuePolicy(
      context.logicalName('policy'),
      {
        queueUrl: queue.url,
        policy: pulumi.jsonStringify({
          Version: '2012-10-17',
          Statement: [denyPlainText('sqs:*', queue.arn), ...added],
        }),
      },
      context.options(),
    );
    for (const declared of of(CONTRIBUTIONS.policyDeclared) as PolicyDeclared[]) declared(policy);
  }

  private queue(
    component: Component,
    context: TranslateContext,
    also: { dlqArn?: pulumi.Input<string> },
  ): aws.sqs.Queue {
    const { spec } = component;
    const redrive =
      also.dlqArn === undefined
        ? {}
        : {
            redrivePolicy: pulumi.jsonStringify({
              deadLetterTargetArn: also.dlqArn,
              maxReceiveCount: spec.deadLetterQueue.maxReceiveCount,
            }),
          };
    return new aws.sqs.Queue(
      context.logicalName(),
      {
        ...this.common(component, context.logicalName()),
        messageRetentionSeconds: spec.messageRetentionPeriod,
        visibilityTimeoutSeconds: spec.visibilityTimeout,
        receiveWaitTimeSeconds: spec.receiveWaitTime,
        delaySeconds: spec.delaySeconds,
        ...redrive,
      },
      context.dataOptions({ deleteBeforeReplace: true }),
    );
  }

  private deadLetterQueue(component: Component, context: TranslateContext): aws.sqs.Queue | undefined {
    const dlq = component.spec.deadLetterQueue;
    if (!dlq.enabled || dlq.component !== undefined) return undefined;
    return new aws.sqs.Queue(
      context.logicalName('dlq'),
      { ...this.common(component, context.logicalName('dlq'), 'dlq'), messageRetentionSeconds: dlq.retentionPeriod },
      context.dataOptions({ deleteBeforeReplace: true }),
    );
  }

  private otherDeadLetterQueue(component: Component, context: TranslateContext): pulumi.Input<string> | undefined {
    const reference = component.references.find((r) => r.reason === 'deadLetterQueue');
    return reference === undefined ? undefined : (context.output(reference.to, 'queueArn') as pulumi.Output<string>);
  }

  private common(component: Component, logicalName: string, part?: string): aws.sqs.QueueArgs {
    const { spec } = component;
    const fifo = spec.type === 'fifo';
    const scope = spec.deduplicationScope ?? 'messageGroup';
    const key = this.keyArn(component);
    return {
      name: this.names.physical(component, { ...NAME_RULES.sqsQueue, ...(fifo ? { suffix: '.fifo' } : {}) }, part),
      tags: this.tags.of(component, logicalName),
      maxMessageSize: spec.maxMessageSize,
      ...(key === undefined ? { sqsManagedSseEnabled: true } : { kmsMasterKeyId: key }),
      ...(fifo
        ? {
            fifoQueue: true,
            contentBasedDeduplication: spec.contentBasedDeduplication ?? true,
            deduplicationScope: scope,
            fifoThroughputLimit: spec.fifoThroughputLimit ?? (scope === 'queue' ? 'perQueue' : 'perMessageGroupId'),
          }
        : {}),
    };
  }

  /** Only the queue may move its messages there, and nobody sends or reads them without TLS. */
  private guard(context: TranslateContext, dlq: aws.sqs.Queue, queue: aws.sqs.Queue): void {
    new aws.sqs.RedriveAllowPolicy(
      context.logicalName('dlq-redrive'),
      {
        queueUrl: dlq.url,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: 'byQueue', sourceQueueArns: [queue.arn] }),
      },
      context.options(),
    );
    new aws.sqs.QueuePolicy(
      context.logicalName('dlq-policy'),
      {
        queueUrl: dlq.url,
        policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement: [denyPlainText('sqs:*', dlq.arn)] }),
      },
      context.options(),
    );
  }

  private declareAlarms(
    component: Component,
    context: TranslateContext,
    queue: aws.sqs.Queue,
    dlq?: aws.sqs.Queue,
  ): void {
    const onQueue = { namespace: 'AWS/SQS', statistic: 'Maximum', period: 60, missingData: 'notBreaching' } as const;
    this.alarms.declare(component, context, [
      {
        ...onQueue,
        id: 'oldest-message',
        description: `Messages in ${component.address} wait too long`,
        metric: 'ApproximateAgeOfOldestMessage',
        dimensions: { QueueName: queue.name },
        comparison: 'GreaterThanThreshold',
        threshold: Math.max(60, 3 * component.spec.visibilityTimeout),
        periods: 5,
      },
      ...(dlq === undefined
        ? []
        : [
            {
              ...onQueue,
              id: 'dlq-visible',
              description: `Messages of ${component.address} could not be processed`,
              metric: 'ApproximateNumberOfMessagesVisible',
              dimensions: { QueueName: dlq.name },
              comparison: 'GreaterThanThreshold' as const,
              threshold: 0,
              periods: 1,
            },
          ]),
    ]);
  }

  private provision(component: Component, queue: aws.sqs.Queue, dlq?: aws.sqs.Queue): Provision {
    const key = this.keyArn(component);
    return {
      variables: (level) => ({
        QUEUE_URL: queue.url,
        ...(dlq !== undefined && level === 'admin' ? { DLQ_URL: dlq.url } : {}),
      }),
      statements: (level) => {
        if (level === 'connect') return [];
        const statements: PolicyStatement[] = [{ Effect: 'Allow', Action: QUEUE_ACTIONS[level], Resource: queue.arn }];
        if (level === 'admin' && dlq !== undefined)
          statements.push({ Effect: 'Allow', Action: DLQ_READ, Resource: dlq.arn });
        return [...statements, ...keyStatement(key, this.identity, { service: 'sqs' })];
      },
    };
  }

  private keyArn(component: Component): pulumi.Input<string> | undefined {
    return keyArn(component.spec.encryption.kmsKey, this.encryption);
  }
}
