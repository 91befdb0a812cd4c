import type { AlarmRequest, ComponentOf, JsonObject } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import { TRIGGERS } from './trigger-kinds.js';

const LAG_MILLISECONDS = 60_000;
/** Records of a topic that may wait: a batch or two for each of many partitions. */
const LAG_RECORDS = 1000;
const base = { namespace: 'AWS/Lambda', missingData: 'notBreaching', comparison: 'GreaterThanThreshold' } as const;

const STREAM_LAG = { id: 'iterator-age', metric: 'IteratorAge', threshold: LAG_MILLISECONDS, periods: 5 } as const;
/** Kafka has no age of what waits, only its number. Source: Lambda developer guide, "Event source mapping metrics". */
const TOPIC_LAG = { id: 'offset-lag', metric: 'OffsetLag', threshold: LAG_RECORDS, periods: 15 } as const;

/** Alarms of a function by its physical name. */
export function alarms({ spec, address, environmentClass }: ComponentOf<LambdaSpec>, name: string): AlarmRequest[] {
  const dimensions = { FunctionName: name };
  const sum = { ...base, statistic: 'Sum', dimensions, threshold: 0, period: 60 } as const;
  const reads = (polled: 'stream' | 'topic') => spec.triggers.some(({ type }) => TRIGGERS[type].polled === polled);
  const lag = { ...base, statistic: 'Maximum', dimensions, period: 60 } as const;
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
    ...(reads('stream') ? [{ ...lag, ...STREAM_LAG, description: `${address} falls behind its stream` }] : []),
    ...(reads('topic') ? [{ ...lag, ...TOPIC_LAG, description: `${address} falls behind its topic` }] : []),
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
