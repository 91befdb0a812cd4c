import type { AlarmRequest } from 'panka/sdk';
import type { Broker } from './brokers.js';
import { NAMESPACE } from './script-watch.js';

/** Alarms of each broker by its number, and of the whole. Metrics of disks and copies come from the brokers themselves. */
export function alarms(address: string, clusterId: string, brokers: readonly Broker[]): AlarmRequest[] {
  const whole: AlarmRequest = {
    id: 'under-replicated',
    description: `Partitions of ${address} have copies that lag behind, or nobody tells`,
    namespace: NAMESPACE,
    metric: 'UnderReplicatedPartitions',
    statistic: 'Maximum',
    dimensions: { Cluster: clusterId },
    comparison: 'GreaterThanThreshold',
    threshold: 0,
    period: 300,
    periods: 3,
    missingData: 'breaching',
  };
  return [whole, ...brokers.flatMap((broker) => brokerAlarms(address, broker))];
}

function brokerAlarms(address: string, { node, instance }: Broker): AlarmRequest[] {
  const who = `Broker ${node} of ${address}`;
  const above = { comparison: 'GreaterThanThreshold', statistic: 'Maximum' } as const;
  return [
    {
      ...above,
      id: `status-${node}`,
      description: `${who} fails the checks of EC2`,
      namespace: 'AWS/EC2',
      metric: 'StatusCheckFailed',
      dimensions: { InstanceId: instance.id },
      threshold: 0,
      period: 60,
      periods: 3,
      missingData: 'breaching',
    },
    {
      ...above,
      id: `disk-${node}`,
      description: `${who} is short of disk`,
      namespace: NAMESPACE,
      metric: 'disk_used_percent',
      dimensions: { InstanceId: instance.id, path: '/var/lib/kafka' },
      threshold: 75,
      period: 300,
      periods: 2,
    },
  ];
}
