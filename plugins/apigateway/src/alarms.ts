import type { AlarmRequest, JsonObject } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];
const NAMESPACE = 'AWS/ApiGateway';
const PERIOD = 300;

/** Alarms of an HTTP API: share of failed requests, and time to answer. */
export function httpAlarms(address: string, apiId: Dimension): AlarmRequest[] {
  return [
    {
      id: '5xx',
      description: `More than 1 % of requests to ${address} fail`,
      namespace: NAMESPACE,
      metricQueries: errorShare(apiId),
      comparison: 'GreaterThanThreshold',
      missingData: 'notBreaching',
      threshold: 1,
      period: PERIOD,
      periods: 1,
    },
    {
      id: 'latency',
      description: `${address} answers slowly`,
      namespace: NAMESPACE,
      dimensions: { ApiId: apiId },
      metric: 'Latency',
      extendedStatistic: 'p95',
      comparison: 'GreaterThanThreshold',
      missingData: 'notBreaching',
      threshold: 1000,
      period: 60,
      periods: 5,
    },
  ];
}

/** Alarms of a WebSocket API: targets that fail, and messages that API Gateway could not pass on. */
export function webSocketAlarms(address: string, apiId: Dimension): AlarmRequest[] {
  const errors = (id: string, metric: string, description: string): AlarmRequest => ({
    id,
    description,
    namespace: NAMESPACE,
    dimensions: { ApiId: apiId },
    metric,
    statistic: 'Sum',
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    threshold: 10,
    period: PERIOD,
    periods: 1,
  });
  return [
    errors('integration-errors', 'IntegrationError', `Targets of ${address} fail`),
    errors('execution-errors', 'ExecutionError', `${address} could not pass messages on`),
  ];
}

/** The id of the API is an output, which stands in a query as in any input of a resource. */
function errorShare(apiId: Dimension): JsonObject[] {
  const sum = (id: string, metricName: string) => ({
    id,
    returnData: false,
    metric: { namespace: NAMESPACE, metricName, dimensions: { ApiId: apiId }, period: PERIOD, stat: 'Sum' },
  });
  const share = { id: 'share', expression: '100 * failed / requests', label: 'Failed requests, %', returnData: true };
  return [share, sum('failed', '5xx'), sum('requests', 'Count')] as unknown as JsonObject[];
}
