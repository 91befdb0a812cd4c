import type { AlarmRequest } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/** Connections of one address that a load balancer can hold to a target: beyond, ports run out. */
const MANY_FLOWS = 50_000;
/** Connections that targets break off within five minutes. */
const MANY_RESETS = 100;

/** Alarms of the load balancer, and `unhealthy-<port>` of each target group. */
export function nlbAlarms(
  address: string,
  arnSuffix: Dimension,
  groups: ReadonlyMap<number, Dimension>,
): AlarmRequest[] {
  const common = {
    namespace: 'AWS/NetworkELB',
    dimensions: { LoadBalancer: arnSuffix },
    comparison: 'GreaterThanThreshold',
    missingData: 'notBreaching',
    periods: 1,
  } as const;
  return [
    ...[...groups].map(([port, group]) => ({
      ...common,
      id: `unhealthy-${port}`,
      description: `Unhealthy targets of port ${port} of ${address}`,
      dimensions: { LoadBalancer: arnSuffix, TargetGroup: group },
      metric: 'UnHealthyHostCount',
      statistic: 'Maximum',
      threshold: 0,
      period: 60,
      periods: 5,
    })),
    {
      ...common,
      id: 'target-resets',
      description: `Targets of ${address} break connections off`,
      metric: 'TCP_Target_Reset_Count',
      statistic: 'Sum',
      threshold: MANY_RESETS,
      period: 300,
    },
    {
      ...common,
      id: 'active-flows',
      description: `${address} holds very many connections`,
      metric: 'ActiveFlowCount',
      statistic: 'Maximum',
      threshold: MANY_FLOWS,
      period: 300,
    },
    {
      ...common,
      id: 'port-allocation',
      description: `${address} has no ports left to connect to a target`,
      metric: 'PortAllocationErrorCount',
      statistic: 'Sum',
      threshold: 0,
      period: 60,
    },
  ];
}
