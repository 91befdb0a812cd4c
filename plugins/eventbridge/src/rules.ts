import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Roles, Tags, TranslateContext } from 'panka/sdk';
import type { Bus } from './bus.js';
import type { EventBridgeSpec } from './schema.js';
import type { Rule } from './schema-rule.js';
import type { TaskServices } from './task-target.js';

type Component = ComponentOf<EventBridgeSpec>;

export interface RuleServices extends TaskServices {
  readonly tags: Tags;
  readonly roles: Roles;
}
export interface DeclaredRule {
  readonly index: number;
  readonly rule: Rule;
  readonly resource: aws.cloudwatch.EventRule;
}

/** Rules by pattern, without targets yet: policies of queues name the rules. */
export function declareRules(
  component: Component,
  context: TranslateContext,
  at: RuleServices & { bus: Bus },
): readonly DeclaredRule[] {
  return component.spec.rules.flatMap((rule, index) => {
    if (rule.pattern === undefined) return [];
    const part = `rule/${rule.name}`;
    const resource = new aws.cloudwatch.EventRule(
      context.logicalName(part),
      {
        name: at.names.physical(component, NAME_RULES.eventRule, rule.name),
        description: rule.description ?? `Rule ${rule.name} of ${component.address}`,
        eventBusName: at.bus.name,
        eventPattern: JSON.stringify(rule.pattern),
        state: rule.enabled ? 'ENABLED' : 'DISABLED',
        tags: at.tags.of(component, context.logicalName(part)),
      },
      context.options({ deleteBeforeReplace: true }),
    );
    return [{ index, rule, resource }];
  });
}
