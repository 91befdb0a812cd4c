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
  type Roles,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { publishes, TOPIC_ACTIONS } from './access.js';
import { alarms } from './alarms.js';
import type { SnsSpec } from './schema.js';
import { subscribeAll } from './subscriptions.js';

type Component = ComponentOf<SnsSpec>;

/** Where AWS-managed keys are configured: the policy of this one lets every principal of the account that SNS lets in. */
const KEY_OF_AWS = 'alias/aws/sns';

export default class SnsTranslator implements Translator<SnsSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.encryption,
    tokens.roles,
    tokens.alarms,
  ] as const;
  private readonly topics = new Map<string, aws.sns.Topic>();

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly alarms: Alarms,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const topic = this.topic(component, context);
    const subscriptions = subscribeAll(component, context, { topic, roles: this.roles, names: this.names });
    this.alarms.declare(component, context, alarms(component.address, topic.name, component.spec));
    this.topics.set(component.address, topic);
    return {
      outputs: {
        topicArn: topic.arn,
        topicName: topic.name,
        subscriptionArns: pulumi.all(subscriptions.map((subscription) => subscription.arn)),
      },
      provides: this.provision(component, topic),
    };
  }

  /** SNS keeps one policy document per topic, so it waits for everyone who adds to it. */
  finish(component: Component, contributions: readonly Contribution[], context: TranslateContext): void {
    const topic = this.topics.get(component.address);
    if (topic === undefined) return;
    const of = (type: string) => contributions.filter((c) => c.type === type).map((c) => c.value);
    const added = [...(of(CONTRIBUTIONS.topicPolicy) as PolicyStatement[]), ...(component.spec.policyStatements ?? [])];
    const Statement = [
      // SNS takes no `sns:*` in the policy of a topic; publishing is what travels.
      denyPlainText('sns:Publish', topic.arn),
      ...added.map((statement) => ({ Resource: topic.arn, ...statement })),
    ];
    const policy = new aws.sns.TopicPolicy(
      context.logicalName('policy'),
      { arn: topic.arn, policy: pulumi.jsonStringify({ Version: '2012-10-17', Statement }) },
      context.options(),
    );
    for (const declared of of(CONTRIBUTIONS.policyDeclared) as PolicyDeclared[]) declared(policy);
  }

  private topic(component: Component, context: TranslateContext): aws.sns.Topic {
    const { spec } = component;
    const fifo = spec.fifoTopic;
    return new aws.sns.Topic(
      context.logicalName(),
      {
        name: this.names.physical(component, { ...NAME_RULES.snsTopic, ...(fifo ? { suffix: '.fifo' } : {}) }),
        ...(spec.displayName === undefined ? {} : { displayName: spec.displayName }),
        ...(fifo ? { fifoTopic: true, contentBasedDeduplication: spec.contentBasedDeduplication ?? true } : {}),
        kmsMasterKeyId: this.keyOf(component) ?? KEY_OF_AWS,
        ...(spec.deliveryPolicy === undefined ? {} : { deliveryPolicy: JSON.stringify(spec.deliveryPolicy) }),
        tracingConfig: spec.tracing ? 'Active' : 'PassThrough',
        tags: this.tags.of(component, context.logicalName()),
      },
      context.options({ deleteBeforeReplace: true }),
    );
  }

  private provision(component: Component, topic: aws.sns.Topic): Provision {
    return {
      variables: () => ({ TOPIC_ARN: topic.arn }),
      statements: (level) => {
        if (level === 'connect') return [];
        const statement: PolicyStatement = { Effect: 'Allow', Action: TOPIC_ACTIONS[level], Resource: topic.arn };
        const key = publishes(level) ? this.keyOf(component) : undefined;
        return [statement, ...keyStatement(key, this.identity, { service: 'sns' })];
      },
    };
  }

  private keyOf({ spec }: Component): pulumi.Input<string> | undefined {
    return keyArn(spec.encryption.kmsKey, this.encryption);
  }
}
