import * as pulumi from '@pulumi/pulumi';
import {
  type Alarms,
  type Cluster,
  type ComponentOf,
  type Encryption,
  type Identity,
  type Names,
  type Network,
  type PolicyStatement,
  type Provision,
  type Roles,
  type ScheduleGroup,
  type Tags,
  type TranslateContext,
  type Translation,
  type Translator,
  tokens,
} from 'panka/sdk';
import { BUS_ACTIONS } from './access.js';
import { alarms } from './alarms.js';
import { type Bus, busOf, declareArchive } from './bus.js';
import { askQueue, type DeadLetters, deadLettersOf, declareQueuePolicy } from './dead-letters.js';
import { targetPath } from './references.js';
import { declareTargets } from './rule-targets.js';
import { type DeclaredRule, declareRules } from './rules.js';
import { declareSchedules } from './schedules.js';
import type { EventBridgeSpec } from './schema.js';

type Component = ComponentOf<EventBridgeSpec>;

export default class EventBridgeTranslator implements Translator<EventBridgeSpec> {
  static readonly inject = [
    tokens.names,
    tokens.tags,
    tokens.identity,
    tokens.encryption,
    tokens.roles,
    tokens.alarms,
    tokens.network,
    tokens.cluster,
    tokens.scheduleGroup,
  ] as const;

  constructor(
    private readonly names: Names,
    private readonly tags: Tags,
    private readonly identity: Identity,
    private readonly encryption: Encryption,
    private readonly roles: Roles,
    private readonly alarms: Alarms,
    private readonly network: Network,
    private readonly cluster: Cluster,
    private readonly scheduleGroup: ScheduleGroup,
  ) {}

  translate(component: Component, context: TranslateContext): Translation {
    const { names, tags, identity, encryption, roles, network, cluster } = this;
    const services = { names, tags, identity, encryption, roles, network, cluster };
    const deadLetters = deadLettersOf(component, context, services);
    const bus = busOf(component, context, { ...services, deadLetters: deadLetters.common });
    const archive = declareArchive(component, context, { ...services, bus });
    const rules = declareRules(component, context, { ...services, bus });
    const after = this.letIntoQueues(component, context, { deadLetters, rules, bus });
    declareTargets(component, context, { ...services, bus, rules, deadLetters, after });
    const schedules = declareSchedules(component, context, {
      ...services,
      deadLetters,
      group: () => this.scheduleGroup,
    });
    this.declareAlarms(component, context, { bus, rules, deadLetters });
    const arns = [...rules.map(({ rule, resource }) => [rule.name, resource.arn] as const), ...arnsOf(schedules)];
    const { made } = deadLetters;
    return {
      outputs: {
        busName: bus.name,
        busArn: bus.arn,
        ruleArns: pulumi.all(Object.fromEntries(arns)),
        ...(archive === undefined ? {} : { archiveArn: archive.arn }),
        ...(made === undefined ? {} : { dlqUrl: made.url, dlqArn: made.arn }),
      },
      provides: this.provision(bus),
    };
  }

  /** Every queue for what nobody took lets in the rules that use it, and the bus where it has a key of its own. */
  private letIntoQueues(
    component: Component,
    context: TranslateContext,
    at: { deadLetters: DeadLetters; rules: readonly DeclaredRule[]; bus: Bus },
  ): pulumi.Resource[] {
    const { spec } = component;
    const ownAt = (i: number, j: number) => `${targetPath(i, j)}/deadLetterQueue/component`;
    const hasOwn = (i: number, j: number) => component.references.some(({ path }) => path === ownAt(i, j));
    for (const { index, rule, resource } of at.rules)
      rule.targets.forEach((_, j) => {
        askQueue(component, context, { path: ownAt(index, j), sources: [resource.arn] });
      });
    const byRules = at.rules.filter(({ index, rule }) => rule.targets.some((_, j) => !hasOwn(index, j)));
    const encrypted = spec.bus === 'new' && spec.encryption.kmsKey !== undefined;
    const sources = [...byRules.map(({ resource }) => resource.arn), ...(encrypted ? [at.bus.arn] : [])];
    askQueue(component, context, { path: '/deadLetterQueue/component', sources });
    const { made } = at.deadLetters;
    return made === undefined ? [] : [declareQueuePolicy(context, made, sources)];
  }

  private declareAlarms(
    component: Component,
    context: TranslateContext,
    at: { bus: Bus; rules: readonly DeclaredRule[]; deadLetters: DeadLetters },
  ): void {
    const watched = {
      address: component.address,
      busName: component.spec.bus === 'default' ? undefined : at.bus.name,
      rules: at.rules.map(({ rule, resource }) => ({ name: rule.name, physicalName: resource.name })),
      dlqName: at.deadLetters.made?.name,
    };
    this.alarms.declare(component, context, alarms(watched));
  }

  private provision(bus: Bus): Provision {
    const { partition, region, accountId } = this.identity;
    // Rules of the account's own bus stand without it in their ARN.
    const rules = pulumi
      .output(bus.name)
      .apply((name) => (name === 'default' ? 'rule/*' : `rule/${name}/*`))
      .apply((path) => pulumi.interpolate`arn:${partition}:events:${region}:${accountId}:${path}`);
    return {
      variables: () => ({ EVENT_BUS_NAME: bus.name }),
      statements: (level) => {
        const actions = BUS_ACTIONS[level];
        const statement = (Action: readonly string[], Resource: pulumi.Input<string>): PolicyStatement[] =>
          Action.length === 0 ? [] : [{ Effect: 'Allow', Action, Resource }];
        return [...statement(actions.bus, bus.arn), ...statement(actions.rules, rules)];
      },
    };
  }
}

function arnsOf(schedules: ReturnType<typeof declareSchedules>): readonly (readonly [string, pulumi.Output<string>])[] {
  return Object.entries(schedules).map(([name, schedule]) => [name, schedule.arn] as const);
}
