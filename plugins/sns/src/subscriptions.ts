import { CONTRIBUTIONS, permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, DeclaredRole, Names, PolicyStatement, Roles, TranslateContext } from 'panka/sdk';
import type { SnsSpec, Subscription } from './schema.js';

type Component = ComponentOf<SnsSpec>;
interface At {
  readonly topic: aws.sns.Topic;
  readonly names: Names;
  readonly index: number;
  /** Only for deliveries to Firehose. */
  readonly role?: DeclaredRole;
}
interface Endpoint {
  readonly arn: pulumi.Input<string>;
  /** What must be there before the first message comes. */
  readonly after: readonly pulumi.Resource[];
}

/** Subscribes everyone of the manifest; each target is asked to let the topic in. A queue's policy is only finished after all who send to it, so that no subscription can wait for it. */
export function subscribeAll(
  component: Component,
  context: TranslateContext,
  at: { topic: aws.sns.Topic; roles: Roles; names: Names },
): aws.sns.TopicSubscription[] {
  const role = deliveryRole(component, context, at.roles);
  return component.spec.subscriptions.map((subscription, index) =>
    subscribe(component, context, {
      subscription,
      topic: at.topic,
      names: at.names,
      index,
      ...(role === undefined ? {} : { role }),
    }),
  );
}

function subscribe(
  component: Component,
  context: TranslateContext,
  at: At & { subscription: Subscription },
): aws.sns.TopicSubscription {
  const { subscription, topic, role } = at;
  const { protocol, filterPolicy } = subscription;
  const endpoint = endpointOf(component, context, at);
  const deadLetters = deadLetterQueue(component, context, at);
  return new aws.sns.TopicSubscription(
    context.logicalName(`subscription-${at.index}`),
    {
      topic: topic.arn,
      protocol,
      endpoint: endpoint.arn,
      ...((subscription.rawMessageDelivery ?? protocol === 'sqs') ? { rawMessageDelivery: true } : {}),
      ...(filterPolicy === undefined
        ? {}
        : { filterPolicy: JSON.stringify(filterPolicy), filterPolicyScope: subscription.filterPolicyScope }),
      ...(deadLetters === undefined
        ? {}
        : { redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters }) }),
      ...(protocol === 'firehose' && role !== undefined ? { subscriptionRoleArn: role.arn } : {}),
    },
    context.options({ dependsOn: [...endpoint.after, ...(protocol === 'firehose' ? (role?.ready ?? []) : [])] }),
  );
}

function endpointOf(
  component: Component,
  context: TranslateContext,
  at: At & { subscription: Subscription },
): Endpoint {
  const to = addressAt(component, `/subscriptions/${at.index}/component`);
  if (to === undefined) return { arn: at.subscription.endpoint ?? '', after: [] };
  if (at.subscription.protocol === 'lambda') return functionEndpoint(component, context, { ...at, to });
  const arn = context.output(to, 'queueArn') as pulumi.Output<string>;
  context.contribute(to, CONTRIBUTIONS.queuePolicy, maySend(arn, at.topic));
  return { arn, after: [] };
}

function functionEndpoint(component: Component, context: TranslateContext, at: At & { to: string }): Endpoint {
  const { names, to } = at;
  const permission = permitCaller(component, context, {
    ...{ aws, names, part: `subscription-${at.index}-permission` },
    allow: {
      function: context.output(to, 'functionName') as pulumi.Output<string>,
      qualifier: 'live',
      principal: 'sns.amazonaws.com',
      sourceArn: at.topic.arn,
    },
  });
  return { arn: context.output(to, 'aliasArn') as pulumi.Output<string>, after: [permission] };
}

function deadLetterQueue(component: Component, context: TranslateContext, at: At): pulumi.Output<string> | undefined {
  const to = addressAt(component, `/subscriptions/${at.index}/deadLetterQueue/component`);
  if (to === undefined) return undefined;
  const arn = context.output(to, 'queueArn') as pulumi.Output<string>;
  context.contribute(to, CONTRIBUTIONS.queuePolicy, maySend(arn, at.topic));
  return arn;
}

/** A statement for the policy of a queue. */
function maySend(queueArn: pulumi.Output<string>, topic: aws.sns.Topic): PolicyStatement {
  return {
    Effect: 'Allow',
    Principal: { Service: 'sns.amazonaws.com' },
    Action: ['sqs:SendMessage'],
    Resource: queueArn,
    Condition: { ArnEquals: { 'aws:SourceArn': topic.arn } },
  };
}

/** Firehose is the one target that SNS writes to with a role. Source: SNS developer guide, "Fanout to Firehose". */
function deliveryRole({ spec, ...rest }: Component, context: TranslateContext, roles: Roles): DeclaredRole | undefined {
  const streams = spec.subscriptions.flatMap(({ protocol, endpoint }) =>
    protocol === 'firehose' && endpoint !== undefined ? [endpoint] : [],
  );
  if (streams.length === 0) return undefined;
  return roles.declare({ spec, ...rest }, context, {
    part: 'delivery-role',
    service: 'sns.amazonaws.com',
    statements: [
      {
        Effect: 'Allow',
        Action: [
          'firehose:DescribeDeliveryStream',
          'firehose:ListTagsForDeliveryStream',
          'firehose:PutRecord',
          'firehose:PutRecordBatch',
        ],
        Resource: streams,
      },
    ],
  });
}

function addressAt(component: Component, path: string): string | undefined {
  return component.references.find((reference) => reference.path === path)?.to;
}
