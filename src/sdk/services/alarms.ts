import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf } from '../component-kind.js';
import type { JsonObject } from '../json.js';
import type { TranslateContext } from '../translator.js';

export interface AlarmRequest {
  /** Stable id that `spec.alarms.overrides` and Observability refer to: `cpu`, `dlq-visible`. */
  readonly id: string;
  readonly description: string;
  readonly namespace: string;
  readonly metric?: string;
  readonly statistic?: string;
  readonly extendedStatistic?: string;
  readonly dimensions?: Readonly<Record<string, Input<string>>>;
  readonly comparison:
    | 'GreaterThanThreshold'
    | 'GreaterThanOrEqualToThreshold'
    | 'LessThanThreshold'
    | 'LessThanOrEqualToThreshold';
  readonly threshold: number;
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
  readonly missingData?: 'missing' | 'notBreaching' | 'breaching' | 'ignore';
  readonly metricQueries?: readonly JsonObject[];
  /** Where the metric lives when that isn't the stack's region (CloudFront: `us-east-1`). The stack's topic can't be told from there. */
  readonly region?: string;
  /** ARNs of actions beside the stack's topic: `arn:aws:automate:<region>:ec2:recover`. */
  readonly actions?: readonly Input<string>[];
}

export interface Alarms {
  /** Declares those that are on for this component; returns the names of the declared, by id. */
  declare(
    component: ComponentOf<unknown>,
    context: TranslateContext,
    alarms: readonly AlarmRequest[],
  ): Readonly<Record<string, Output<string>>>;
  /** True where the component has alarms and doesn't turn this one off: for what tells the topic without being an alarm. */
  isOn(component: ComponentOf<unknown>, id: string): boolean;
  readonly topicArn: Input<string> | undefined;
}
