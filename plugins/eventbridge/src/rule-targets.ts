import { CONTRIBUTIONS, permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, DeclaredRole, Names, PolicyStatement, TranslateContext } from 'panka/sdk';
import type { Bus } from './bus.js';
import type { DeadLetters } from './dead-letters.js';
import type { DeclaredRule, RuleServices } from './rules.js';
import type { EventBridgeSpec } from './schema.js';
import { deliveryStatements, endpointOf, inputOf, type ResolvedTarget, targetsOf } from './targets.js';
import { taskSettings } from './task-target.js';

type Component = ComponentOf<EventBridgeSpec>;

/** What the rules reach, with the permission for each. `after`: what must be there before the first event comes. */
export function declareTargets(
  component: Component,
  context: TranslateContext,
  at: RuleServices & {
    bus: Bus;
    rules: readonly DeclaredRule[];
    deadLetters: DeadLetters;
    after: readonly pulumi.Resource[];
  },
): void {
  const role = targetRole(component, context, at);
  for (const declared of at.rules)
    targetsOf(component, declared.index).forEach((resolved, j) => {
      const part = `rule/${declared.rule.name}/target-${j}`;
      const permitted = permit(component, context, { names: at.names, resolved, part, rule: declared.resource });
      const dlq = at.deadLetters.of(declared.index, j);
      new aws.cloudwatch.EventTarget(
        context.logicalName(part),
        {
          rule: declared.resource.name,
          eventBusName: at.bus.name,
          targetId: `target-${j}`,
          arn: endpointOf(resolved, context, at),
          ...roleOf(resolved, role),
          ...sent(resolved),
          ...queueGroup(resolved),
          ...task(resolved, context, at),
          retryPolicy: {
            maximumRetryAttempts: resolved.target.retry.maxAttempts,
            maximumEventAgeInSeconds: resolved.target.retry.maxAgeSeconds,
          },
          ...(dlq === undefined ? {} : { deadLetterConfig: { arn: dlq } }),
        },
        context.options({ deleteBeforeReplace: true, dependsOn: [...at.after, ...permitted, ...(role?.ready ?? [])] }),
      );
    });
}

/** Queues, topics and functions let a rule in by their own policies; EventBridge wants no role for those. */
function permit(
  component: Component,
  context: TranslateContext,
  at: { names: Names; resolved: ResolvedTarget; part: string; rule: aws.cloudwatch.EventRule },
): readonly pulumi.Resource[] {
  const { names, part, rule } = at;
  const { reference } = at.resolved;
  if (reference === undefined) return [];
  const output = (name: string) => context.output(reference.to, name) as pulumi.Output<string>;
  if (reference.kind === 'Lambda')
    return [
      permitCaller(component, context, {
        ...{ aws, names, part: `${part}/permission` },
        allow: {
          function: output('functionName'),
          qualifier: 'live',
          principal: 'events.amazonaws.com',
          sourceArn: rule.arn,
        },
      }),
    ];
  const allow = (Action: string, Resource: pulumi.Output<string>): PolicyStatement => ({
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: [Action],
    Resource,
  });
  const Condition = { ArnEquals: { 'aws:SourceArn': rule.arn } };
  if (reference.kind === 'SQS')
    context.contribute(reference.to, CONTRIBUTIONS.queuePolicy, {
      ...allow('sqs:SendMessage', output('queueArn')),
      Condition,
    });
  // To a topic EventBridge says neither rule nor account: under a condition nothing would ever arrive.
  // Source: EventBridge user guide, "Using resource-based policies", Amazon SNS.
  if (reference.kind === 'SNS')
    context.contribute(reference.to, CONTRIBUTIONS.topicPolicy, allow('sns:Publish', output('topicArn')));
  return [];
}

function needsRole({ reference, isTask }: ResolvedTarget): boolean {
  return isTask || reference?.kind === 'EventBridge';
}

/** One role for every target that is reached with one: other buses, and tasks. */
function targetRole(
  component: Component,
  context: TranslateContext,
  at: RuleServices & { rules: readonly DeclaredRule[] },
): DeclaredRole | undefined {
  const reached = at.rules.flatMap(({ index }) => targetsOf(component, index)).filter(needsRole);
  if (reached.length === 0) return undefined;
  return at.roles.declare(component, context, {
    part: 'target-role',
    service: 'events.amazonaws.com',
    statements: reached.flatMap((resolved) => deliveryStatements(resolved, context, at)),
  });
}

function roleOf(resolved: ResolvedTarget, role: DeclaredRole | undefined) {
  const roleArn = needsRole(resolved) ? role?.arn : resolved.target.roleArn;
  return roleArn === undefined ? {} : { roleArn };
}

function sent({ target }: ResolvedTarget) {
  const input = inputOf(target);
  const { inputPath, inputTransformer } = target;
  return {
    ...(input === undefined ? {} : { input }),
    ...(inputPath === undefined ? {} : { inputPath }),
    ...(inputTransformer === undefined
      ? {}
      : {
          inputTransformer: {
            ...(Object.keys(inputTransformer.paths).length === 0 ? {} : { inputPaths: inputTransformer.paths }),
            inputTemplate: inputTransformer.template,
          },
        }),
  };
}

function queueGroup({ target: { messageGroupId } }: ResolvedTarget) {
  return messageGroupId === undefined ? {} : { sqsTarget: { messageGroupId } };
}

function task({ reference, isTask }: ResolvedTarget, context: TranslateContext, services: RuleServices) {
  if (!isTask || reference === undefined) return {};
  const { subnets, securityGroups, assignPublicIp, ...settings } = taskSettings(reference, context, services);
  return {
    ecsTarget: {
      ...settings,
      taskCount: 1,
      networkConfiguration: { subnets, securityGroups, assignPublicIp },
      enableEcsManagedTags: true,
      propagateTags: 'TASK_DEFINITION',
    },
  };
}
