import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input, Output } from '@pulumi/pulumi';
import type { AlarmRequest, Alarms, ComponentOf, Names, Tags, TranslateContext } from '../../sdk/index.js';
import type { Watched } from './dashboard.js';
import { booleanAt, numberAt } from './infra-json.js';
import { isProduction, type StackFacts } from './stack-facts.js';

export class CloudWatchAlarms implements Alarms {
  /** What every component asked to be watched by, whether its alarms are on or not. */
  readonly watched: Watched[] = [];

  constructor(
    private readonly facts: StackFacts,
    private readonly services: { readonly names: Names; readonly tags: Tags },
    /** Undefined where neither Observability names a topic nor any component has alarms. */
    readonly topicArn: Input<string> | undefined,
  ) {}

  declare(component: ComponentOf<unknown>, context: TranslateContext, alarms: readonly AlarmRequest[]) {
    const names: Record<string, Output<string>> = {};
    for (const request of alarms) {
      const made = this.isOn(component, request.id) ? this.alarm(component, context, request) : undefined;
      if (made !== undefined) names[request.id] = made.name;
      const { threshold } = this.limits(component, request);
      const alarm = made === undefined ? {} : { alarm: { arn: made.arn, threshold } };
      this.watched.push({ address: component.address, kind: component.kind, request, ...alarm });
    }
    return names;
  }

  isOn(component: ComponentOf<unknown>, id: string): boolean {
    return alarmsOn(component, this.facts) && component.spec.alarms?.overrides?.[id] !== false;
  }

  private alarm(component: ComponentOf<unknown>, context: TranslateContext, alarm: AlarmRequest) {
    const part = `alarm-${alarm.id}`;
    const logicalName = context.logicalName(part);
    return new aws.cloudwatch.MetricAlarm(
      logicalName,
      {
        name: this.services.names.physical(component, NAME_RULES.alarm, part),
        alarmDescription: alarm.description,
        comparisonOperator: alarm.comparison,
        treatMissingData: alarm.missingData ?? 'missing',
        ...this.limits(component, alarm),
        ...metric(alarm),
        ...this.actions(alarm),
        tags: this.services.tags.of(component, logicalName),
      },
      context.options({ deleteBeforeReplace: true }),
    );
  }

  /** The component's own override, else the stack's default for this alarm, else what the kind asks for. */
  private limits(component: ComponentOf<unknown>, alarm: AlarmRequest) {
    const own = component.spec.alarms?.overrides?.[alarm.id];
    const override = own === false ? undefined : own;
    const standard = numberAt(this.facts.infra.observability, 'alarms', 'defaults', alarm.id);
    return {
      threshold: override?.threshold ?? standard ?? alarm.threshold,
      evaluationPeriods: override?.periods ?? alarm.periods,
    };
  }

  /** CloudWatch tells only topics of the alarm's own region. */
  private actions(alarm: AlarmRequest) {
    const { region } = this.facts.identity;
    const elsewhere = alarm.region !== undefined && alarm.region !== region;
    const topic = this.topicArn === undefined || elsewhere ? [] : [this.topicArn];
    const alarmActions = [...topic, ...(alarm.actions ?? [])];
    return {
      ...(alarmActions.length === 0 ? {} : { alarmActions }),
      ...(topic.length === 0 ? {} : { okActions: topic }),
      ...(elsewhere ? { region: alarm.region } : {}),
    };
  }
}

/** `spec.alarms.enabled`, else Observability, else on in production. */
function alarmsOn(component: ComponentOf<unknown>, facts: Pick<StackFacts, 'infra' | 'environmentClass'>): boolean {
  const own = component.spec.alarms?.enabled;
  return own ?? booleanAt(facts.infra.observability, 'alarms', 'enabled') ?? isProduction(facts);
}

function metric(alarm: AlarmRequest): aws.cloudwatch.MetricAlarmArgs {
  if (alarm.metricQueries !== undefined)
    return { metricQueries: alarm.metricQueries as unknown as aws.types.input.cloudwatch.MetricAlarmMetricQuery[] };
  const statistic =
    alarm.extendedStatistic === undefined
      ? { statistic: alarm.statistic ?? 'Average' }
      : { extendedStatistic: alarm.extendedStatistic };
  return {
    namespace: alarm.namespace,
    ...(alarm.metric === undefined ? {} : { metricName: alarm.metric }),
    ...(alarm.dimensions === undefined ? {} : { dimensions: { ...alarm.dimensions } }),
    period: alarm.period,
    ...statistic,
  };
}
