import type { AlarmRequest } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/** Alarms of the load balancer as a whole; those of one target group belong to its target. */
export function albAlarms(address: string, arnSuffix: Dimension): AlarmRequest[] {
  const common = {
    namespace: 'AWS/ApplicationELB',
    dimensions: { LoadBalancer: arnSuffix },
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    period: 60,
  } as const;
  return [
    {
      ...common,
      id: 'target-5xx',
      description: `Targets of ${address} answer with errors`,
      metric: 'HTTPCode_Target_5XX_Count',
      statistic: 'Sum',
      threshold: 10,
      periods: 1,
    },
    {
      ...common,
      id: 'elb-5xx',
      description: `${address} itself answers with errors`,
      metric: 'HTTPCode_ELB_5XX_Count',
      statistic: 'Sum',
      threshold: 10,
      periods: 1,
    },
    {
      ...common,
      id: 'latency',
      description: `${address} answers slowly`,
      metric: 'TargetResponseTime',
      extendedStatistic: 'p95',
      threshold: 1,
      periods: 5,
    },
  ];
}
