import type { AlarmRequest, ComponentOf, JsonObject } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import { TRIGGERS } from './trigger-kinds.js';

const LAG_MILLISECONDS = 60_000;
const base = { namespace: 'AWS/Lambda', missingData: 'notBreaching', comparison: 'GreaterThanThreshold' } as const;

/** Alarms of a function by its physical name. */
export function alarms({ spec, address, environmentClass }: ComponentOf<LambdaSpec>, name: string): AlarmRequest[] {
  const dimensions = { FunctionName: name };
  const sum = { ...base, statistic: 'Sum', dimensions, threshold: 0, period: 60 } as const;
  const streams = spec.triggers.some((trigger) => TRIGGERS[trigger.type].polled === 'stream');
  return [
    environmentClass === 'production'
      ? errorRate(name, address)
      : { ...sum, id: 'errors', description: `${address} fails`, metric: 'Errors', periods: 2 },
    { ...sum, id: 'throttles', description: `${address} is throttled`, metric: 'Throttles', periods: 2 },
    {
      ...base,
      id: 'duration',
      description: `${address} comes close to its timeout`,
      metric: 'Duration',
      extendedStatistic: 'p95',
      dimensions,
      threshold: spec.timeout * 800,
      period: 300,
      periods: 3,
    },
    ...(streams
      ? [
          {
            ...base,
            id: 'iterator-age',
            description: `${address} falls behind its stream`,
            metric: 'IteratorAge',
            statistic: 'Maximum',
            dimensions,
            threshold: LAG_MILLISECONDS,
            period: 60,
            periods: 5,
          },
        ]
      : []),
    ...(spec.async?.onFailure === undefined
      ? []
      : [
          {
            ...sum,
            id: 'destination-failures',
            description: `Failed events of ${address} could not be delivered`,
            metric: 'DestinationDeliveryFailures',
            periods: 1,
          },
        ]),
  ];
}

/** In production single errors are normal: one in a hundred calls isn't. */
function errorRate(name: string, address: string): AlarmRequest {
  const metric = (id: string, metricName: string): JsonObject => ({
    id,
    returnData: false,
    metric: { namespace: 'AWS/Lambda', metricName, stat: 'Sum', period: 300, dimensions: { FunctionName: name } },
  });
  return {
    ...base,
    comparison: 'GreaterThanOrEqualToThreshold',
    id: 'errors',
    description: `${address} fails in one call of a hundred`,
    threshold: 1,
    period: 300,
    periods: 1,
    metricQueries: [
      { id: 'rate', expression: '100 * errors / calls', label: 'Errors, %', returnData: true },
      metric('errors', 'Errors'),
      metric('calls', 'Invocations'),
    ],
  };
}
