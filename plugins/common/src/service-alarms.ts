import type { AlarmRequest, DeployedWorkload } from 'panka/sdk';

type Dimension = NonNullable<AlarmRequest['dimensions']>[string];

/**
 * Alarms of an ECS service: `cpu`, `memory`, and `running` where at least one task must run at any time; none elsewhere. Container
 * Insights, which count tasks, say nothing of a service that has none: no number is the worst one.
 */
export function serviceAlarms(
  address: string,
  deployed: DeployedWorkload,
  on: { readonly cluster: { readonly name: Dimension; readonly hasInsights: boolean }; readonly leastTasks: number },
): AlarmRequest[] {
  const { serviceName } = deployed;
  if (serviceName === undefined) return [];
  const dimensions = { ClusterName: on.cluster.name, ServiceName: serviceName };
  const busy = {
    namespace: 'AWS/ECS',
    dimensions,
    comparison: 'GreaterThanThreshold',
    period: 60,
    periods: 5,
  } as const;
  const running: AlarmRequest = {
    id: 'running',
    description: `${address} has fewer tasks than it should`,
    namespace: 'ECS/ContainerInsights',
    metric: 'RunningTaskCount',
    dimensions,
    comparison: 'LessThanThreshold',
    missingData: 'breaching',
    threshold: on.leastTasks,
    period: 60,
    periods: 5,
  };
  return [
    { ...busy, id: 'cpu', description: `${address} uses its CPU up`, metric: 'CPUUtilization', threshold: 85 },
    { ...busy, id: 'memory', description: `${address} uses its memory up`, metric: 'MemoryUtilization', threshold: 90 },
    ...(on.leastTasks > 0 && on.cluster.hasInsights ? [running] : []),
  ];
}

/** Tasks that run whatever load and clock are; `least`: whatever the load is. */
export function fewestTasks(least: number, schedules: readonly { readonly min: number }[] = []): number {
  return Math.min(least, ...schedules.map(({ min }) => min));
}
