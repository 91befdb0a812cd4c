import type { AlarmRequest, JsonObject } from 'panka/sdk';
import type { DynamoDbSpec } from './schema.js';

/** SystemErrors is published per operation only. Source: DynamoDB developer guide, "Metrics and dimensions". */
const OPERATIONS = [
  'GetItem',
  'BatchGetItem',
  'Query',
  'Scan',
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
];

const quiet = { namespace: 'AWS/DynamoDB', comparison: 'GreaterThanThreshold', missingData: 'notBreaching' } as const;

/** Alarms of a table by its physical name. */
export function alarms(spec: DynamoDbSpec, table: string, address: string): AlarmRequest[] {
  return [
    throttled(table, address, 'Read'),
    throttled(table, address, 'Write'),
    ...spec.globalSecondaryIndexes.flatMap(({ name }) => [
      throttled(table, address, 'Read', name),
      throttled(table, address, 'Write', name),
    ]),
    {
      ...quiet,
      id: 'system-errors',
      description: `DynamoDB answers ${address} with errors of its own`,
      threshold: 0,
      period: 60,
      periods: 5,
      metricQueries: systemErrors(table),
    },
    ...(spec.billingMode === 'PROVISIONED'
      ? [consumed(table, address, 'Read'), consumed(table, address, 'Write')]
      : []),
  ];
}

/** The table's number does not count its indexes. */
function throttled(table: string, address: string, what: 'Read' | 'Write', index?: string): AlarmRequest {
  const of = index === undefined ? address : `index ${index} of ${address}`;
  return {
    ...quiet,
    id: `${what.toLowerCase()}-throttle${index === undefined ? '' : `-${index}`}`,
    description: `${what}s of ${of} are throttled`,
    metric: `${what}ThrottleEvents`,
    statistic: 'Sum',
    dimensions: { TableName: table, ...(index === undefined ? {} : { GlobalSecondaryIndexName: index }) },
    threshold: 0,
    period: 300,
    periods: 1,
  };
}

function systemErrors(table: string): JsonObject[] {
  const parts = OPERATIONS.map((operation) => ({
    id: operation.charAt(0).toLowerCase() + operation.slice(1),
    returnData: false,
    metric: {
      namespace: 'AWS/DynamoDB',
      metricName: 'SystemErrors',
      stat: 'Sum',
      period: 60,
      dimensions: { TableName: table, Operation: operation },
    },
  }));
  return [{ id: 'errors', expression: 'SUM(METRICS())', label: 'System errors', returnData: true }, ...parts];
}

/** Consumed units are summed, provisioned ones are per second and told every five minutes. Source: DynamoDB developer guide, "Metrics and dimensions". */
function consumed(table: string, address: string, what: 'Read' | 'Write'): AlarmRequest {
  const metric = (id: string, metricName: string, stat: string): JsonObject => ({
    id,
    returnData: false,
    metric: { namespace: 'AWS/DynamoDB', metricName, stat, period: 300, dimensions: { TableName: table } },
  });
  return {
    ...quiet,
    id: `${what.toLowerCase()}-capacity`,
    description: `${address} uses most of its ${what.toLowerCase()} capacity`,
    threshold: 80,
    period: 300,
    periods: 1,
    metricQueries: [
      {
        id: 'used',
        expression: '100 * consumed / PERIOD(consumed) / provisioned',
        label: 'Capacity used, %',
        returnData: true,
      },
      metric('consumed', `Consumed${what}CapacityUnits`, 'Sum'),
      metric('provisioned', `Provisioned${what}CapacityUnits`, 'Average'),
    ],
  };
}
