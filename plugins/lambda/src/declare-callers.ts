import { type BucketNotificationTarget, CONTRIBUTIONS, NAME_RULES, permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Identity, Names, TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';
import type { LambdaSpec } from './schema.js';
import type { Trigger } from './schema-trigger.js';
import { arnOf, sourceArnOf, sourceOf } from './trigger-source.js';

export interface Called extends DeclaredFunction {
  readonly index: number;
  readonly trigger: Trigger;
  readonly names: Names;
  readonly identity: Identity;
}
type Component = ComponentOf<LambdaSpec>;
type Caller = Pick<aws.lambda.PermissionArgs, 'principal' | 'sourceArn' | 'sourceAccount'>;

/** The topic sends each message that passes the filter policy. */
export function subscribe(component: Component, context: TranslateContext, at: Called): void {
  const topic = sourceArnOf(component, context, at.index);
  const permission = permit(component, context, { ...at, who: { principal: 'sns.amazonaws.com', sourceArn: topic } });
  new aws.sns.TopicSubscription(
    context.logicalName(`trigger-${at.index}`),
    {
      topic,
      protocol: 'lambda',
      endpoint: at.alias.arn,
      ...(at.trigger.pattern === undefined ? {} : { filterPolicy: JSON.stringify(at.trigger.pattern) }),
    },
    context.options({ dependsOn: [permission] }),
  );
}

/** The bucket keeps one document of who is told, so the function only adds itself. */
export function watchBucket(component: Component, context: TranslateContext, at: Called): void {
  const bucket = sourceOf(component, at.index);
  if (bucket === undefined) throw new Error(`no reference was resolved for triggers[${at.index}].source`);
  const permission = permit(component, context, {
    ...at,
    who: {
      principal: 's3.amazonaws.com',
      sourceArn: arnOf(bucket, context),
      sourceAccount: at.identity.accountId,
    },
  });
  const { events = ['s3:ObjectCreated:*'], prefix, suffix } = at.trigger.s3 ?? {};
  const target: BucketNotificationTarget = {
    type: 'lambda',
    arn: at.alias.arn,
    events,
    ...(prefix === undefined ? {} : { prefix }),
    ...(suffix === undefined ? {} : { suffix }),
    after: [permission],
  };
  if (at.trigger.enabled) context.contribute(bucket.to, CONTRIBUTIONS.bucketNotification, target);
}

/** A rule on the bus, or on the account's default one. */
export function matchEvents(component: Component, context: TranslateContext, at: Called): void {
  const part = `trigger-${at.index}`;
  const bus = sourceOf(component, at.index);
  const given = at.trigger.source?.arn;
  const eventBusName =
    bus === undefined ? (given ?? 'default') : (context.output(bus.to, 'busName') as pulumi.Output<string>);
  const rule = new aws.cloudwatch.EventRule(
    context.logicalName(part),
    {
      name: at.names.physical(component, NAME_RULES.eventRule, part),
      description: at.trigger.description ?? `Calls ${component.address}`,
      eventBusName,
      eventPattern: JSON.stringify(at.trigger.pattern ?? {}),
      state: at.trigger.enabled ? 'ENABLED' : 'DISABLED',
      tags: at.tagsOf(part),
    },
    context.options({ deleteBeforeReplace: true }),
  );
  const permission = permit(component, context, {
    ...at,
    who: { principal: 'events.amazonaws.com', sourceArn: rule.arn },
  });
  new aws.cloudwatch.EventTarget(
    context.logicalName(`${part}-target`),
    {
      rule: rule.name,
      eventBusName,
      targetId: 'function',
      arn: at.alias.arn,
      ...(at.trigger.input === undefined ? {} : { input: JSON.stringify(at.trigger.input) }),
    },
    context.options({ dependsOn: [permission] }),
  );
}

/** A route of an HTTP API that leads to the function. */
export function route(component: Component, context: TranslateContext, at: Called): void {
  const api = sourceOf(component, at.index);
  const { http } = at.trigger;
  if (api === undefined || http === undefined || !at.trigger.enabled) return;
  const output = (name: string) => context.output(api.to, name) as pulumi.Output<string>;
  const path = http.path.replaceAll(/\{[^}]+\}/g, '*');
  permit(component, context, {
    ...at,
    who: {
      principal: 'apigateway.amazonaws.com',
      sourceArn: pulumi.interpolate`${output('executionArn')}/*/${http.method === 'ANY' ? '*' : http.method}${path}`,
    },
  });
  const integration = new aws.apigatewayv2.Integration(
    context.logicalName(`trigger-${at.index}-integration`),
    {
      apiId: output('apiId'),
      integrationType: 'AWS_PROXY',
      integrationUri: at.alias.arn,
      payloadFormatVersion: '2.0',
      timeoutMilliseconds: Math.min(component.spec.timeout * 1000, 30_000),
    },
    context.options(),
  );
  new aws.apigatewayv2.Route(
    context.logicalName(`trigger-${at.index}`),
    {
      apiId: output('apiId'),
      routeKey: `${http.method} ${http.path}`,
      target: pulumi.interpolate`integrations/${integration.id}`,
      authorizationType: http.auth === 'iam' ? 'AWS_IAM' : 'NONE',
    },
    context.options(),
  );
}

/** Lets a service call `live`. */
function permit(
  component: Component,
  context: TranslateContext,
  { names, index, function: { name }, alias, who }: Called & { who: Caller },
): aws.lambda.Permission {
  return permitCaller(component, context, {
    ...{ aws, names, part: `trigger-${index}-permission` },
    allow: { function: name, qualifier: alias.name, ...who },
  });
}
