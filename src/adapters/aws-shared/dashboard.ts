import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { AlarmRequest, JsonObject } from '../../sdk/index.js';
import { dashboardTooLarge } from './errors.js';
import type { SharedDeclaration } from './shared-declaration.js';

/** A metric that a component is watched by; with an alarm where that is on. */
export interface Watched {
  readonly address: string;
  readonly kind: string;
  readonly request: AlarmRequest;
  readonly alarm?: { readonly arn: pulumi.Output<string>; readonly threshold: number };
}

interface Widget {
  readonly type: 'alarm' | 'text' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** Limits of a dashboard. Source: CloudWatch API reference, "Dashboard body structure and syntax". */
const MAX_WIDGETS = 500;
const MAX_ALARMS = 100;
const COLUMNS = 24;
const METRIC = { width: 8, height: 6 } as const;

/**
 * The dashboard of the stack: its alarms, then every component's metrics, by address. A run that declares only some components
 * leaves an existing one as it is.
 */
export function declareDashboard(shared: SharedDeclaration, watched: readonly Watched[], whole: boolean): void {
  new aws.cloudwatch.Dashboard(
    shared.logicalName('dashboard'),
    {
      dashboardName: shared.names.shared(NAME_RULES.dashboard, 'dashboard'),
      dashboardBody: pulumi.jsonStringify({ widgets: widgets(watched, shared.facts.identity.region) }),
    },
    shared.options({ deleteBeforeReplace: true, ...(whole ? {} : { ignoreChanges: ['dashboardBody'] }) }),
  );
}

function widgets(watched: readonly Watched[], region: string): readonly Widget[] {
  const ordered = [...watched].sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const all = alarmLists(ordered);
  let y = all.reduce((sum, { height }) => sum + height, 0);
  for (const address of new Set(ordered.map((one) => one.address))) {
    const own = ordered.filter((one) => one.address === address);
    const markdown = `## ${address} (${own[0]?.kind})`;
    all.push({ type: 'text', x: 0, y, width: COLUMNS, height: 1, properties: { markdown } });
    y += 1;
    const perRow = COLUMNS / METRIC.width;
    for (const [index, one] of own.entries()) {
      const place = { x: (index % perRow) * METRIC.width, y: y + Math.floor(index / perRow) * METRIC.height };
      all.push({ type: 'metric', ...place, ...METRIC, properties: graph(one, region) });
    }
    y += Math.ceil(own.length / perRow) * METRIC.height;
  }
  if (all.length > MAX_WIDGETS) throw dashboardTooLarge(all.length, MAX_WIDGETS);
  return all;
}

function alarmLists(watched: readonly Watched[]): Widget[] {
  const alarms = watched.flatMap(({ alarm }) => (alarm === undefined ? [] : [alarm.arn]));
  const lists: Widget[] = [];
  let y = 0;
  for (let from = 0; from < alarms.length; from += MAX_ALARMS) {
    const some = alarms.slice(from, from + MAX_ALARMS);
    const height = 1 + Math.ceil(some.length / 6);
    lists.push({ type: 'alarm', x: 0, y, width: COLUMNS, height, properties: { title: 'Alarms', alarms: some } });
    y += height;
  }
  return lists;
}

function graph({ request, alarm }: Watched, region: string): object {
  return {
    title: request.id,
    region: request.region ?? region,
    view: 'timeSeries',
    period: request.period,
    stat: request.extendedStatistic ?? request.statistic ?? 'Average',
    metrics: request.metricQueries?.map(query) ?? [series(request.namespace, request.metric, request.dimensions)],
    ...(alarm === undefined ? {} : { annotations: { horizontal: [{ label: 'alarm', value: alarm.threshold }] } }),
  };
}

/** One entry of `metrics`: namespace, name, then dimensions in a fixed order. */
function series(namespace: unknown, metric: unknown, dimensions: AlarmRequest['dimensions'] = {}): unknown[] {
  const sorted = Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1));
  return [namespace, metric, ...sorted.flat()];
}

/** An alarm's query in the words of a dashboard. */
function query({ id, expression, label, returnData, metric }: JsonObject): unknown[] {
  const told = { id, visible: returnData === true, ...(label === undefined ? {} : { label }) };
  if (expression !== undefined) return [{ expression, ...told }];
  const { namespace, metricName, dimensions, stat, period } = metric as JsonObject;
  return [...series(namespace, metricName, dimensions as AlarmRequest['dimensions']), { ...told, stat, period }];
}
