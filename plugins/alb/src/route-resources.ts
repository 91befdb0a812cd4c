import { NAME_RULES, type TargetManifest, targetManifest } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { ComponentOf, Names, Tags, TranslateContext } from 'panka/sdk';
import { type RouteListeners, routeActions, routeConditions } from './listeners.js';
import type { Route } from './route-schema.js';
import { priorities } from './routes.js';
import type { AlbSpec } from './schema.js';
import { replaceKey, targetGroupArgs } from './target-group.js';

type Component = ComponentOf<AlbSpec>;

export interface RouteRequest {
  readonly listeners: RouteListeners;
  readonly vpcId: pulumi.Input<string>;
  readonly names: Names;
  readonly tags: Tags;
}

/**
 * A target group and a rule for each route. A group's ARN is given out with its rule: ECS refuses a group that no
 * listener forwards to, so whoever uses the ARN has to wait for the rule.
 */
export function declareRoutes(
  component: Component,
  context: TranslateContext,
  request: RouteRequest,
): pulumi.Output<Record<string, string>> {
  const order = priorities(component.spec.routes);
  const routed = component.spec.routes.map((route, index): Routed => {
    const target = targetOf(component, context, index);
    const group = targetGroup(component, context, { ...request, route, target });
    return { route, group, priority: order[index] ?? 0 };
  });
  const { main, plain } = request.listeners;
  const rules = declareRules(component, context, { ...request, routed, listenerArn: main.arn, part: 'rule' });
  if (plain !== undefined)
    declareRules(component, context, { ...request, routed, listenerArn: plain.arn, part: 'http/rule' });
  const arns = routed.map(({ route, group }): [string, pulumi.Output<string>] => {
    const ruleArn = rules.get(route.name)?.arn ?? '';
    return [route.name, pulumi.all([group.arn, ruleArn]).apply(([arn]) => arn)];
  });
  return pulumi.all(Object.fromEntries(arns)) as pulumi.Output<Record<string, string>>;
}

/** The routes of one listener; `part` begins the names of its rules. */
interface RuleRequest extends RouteRequest {
  readonly routed: readonly Routed[];
  readonly listenerArn: pulumi.Input<string>;
  readonly part: string;
}

interface Routed {
  readonly route: Route;
  readonly group: aws.lb.TargetGroup;
  readonly priority: number;
}

/**
 * Rules by route. A rule is known by its priority, as in AWS, and not by its route: a route that comes in between moves what
 * rules do and no priority, so that none is ever wanted by two. The last rule comes first, so that each route that moves
 * down is answered at its new place before its old one is another's.
 */
function declareRules(
  component: Component,
  context: TranslateContext,
  { routed, listenerArn, part, tags }: RuleRequest,
): ReadonlyMap<string, aws.lb.ListenerRule> {
  const rules = new Map<string, aws.lb.ListenerRule>();
  let after: aws.lb.ListenerRule | undefined;
  for (const { route, group, priority } of [...routed].sort((a, b) => b.priority - a.priority)) {
    const name = context.logicalName(`${part}/${priority}`);
    after = new aws.lb.ListenerRule(
      name,
      {
        listenerArn,
        priority,
        conditions: routeConditions(route),
        actions: routeActions(route, group.arn),
        tags: tags.of(component, name),
      },
      context.options({ deleteBeforeReplace: true, ...(after === undefined ? {} : { dependsOn: [after] }) }),
    );
    rules.set(route.name, after);
  }
  return rules;
}

function targetGroup(
  component: Component,
  context: TranslateContext,
  request: RouteRequest & { route: Route; target: TargetManifest },
): aws.lb.TargetGroup {
  const { route, target, names, tags, vpcId } = request;
  const name = context.logicalName(`target/${route.name}`);
  const rule = { ...NAME_RULES.targetGroup, replaceKey: replaceKey(route, target) };
  return new aws.lb.TargetGroup(
    name,
    {
      name: names.physical(component, rule, route.name),
      ...targetGroupArgs(route, target, vpcId),
      tags: tags.of(component, name),
    },
    context.options(),
  );
}

/** The manifest of a route's target, which is made after the load balancer. */
function targetOf(component: Component, context: TranslateContext, index: number): TargetManifest {
  const path = `/routes/${index}/target/component`;
  const reference = component.references.find((r) => r.path === path);
  if (reference === undefined) throw new Error(`no reference was resolved for ${path}`);
  const target = context.component(reference.to);
  return targetManifest(target.kind, target.spec);
}
