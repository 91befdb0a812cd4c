import type { AlarmRequest } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/** Alarms of a distribution. Its metrics are in us-east-1, whatever the region of the stack. */
export function cloudFrontAlarms(address: string, distributionId: Dimension): AlarmRequest[] {
  const common = {
    namespace: 'AWS/CloudFront',
    dimensions: { DistributionId: distributionId, Region: 'Global' },
    statistic: 'Average',
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    period: 300,
    periods: 1,
    region: 'us-east-1',
  } as const;
  return [
    {
      ...common,
      id: '5xx',
      description: `More than 1 % of requests to ${address} fail`,
      metric: '5xxErrorRate',
      threshold: 1,
    },
    {
      ...common,
      id: '4xx',
      description: `More than 10 % of requests to ${address} ask for what is not there`,
      metric: '4xxErrorRate',
      threshold: 10,
    },
  ];
}
