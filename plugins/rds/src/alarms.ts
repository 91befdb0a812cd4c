import type { AlarmRequest } from 'panka/sdk';
import { ENGINES } from './engines.js';
import { memoryOf } from './instance-classes.js';
import type { RdsSpec } from './schema.js';

const GIB = 1024 ** 3;
const LATENCY_SECONDS = 0.05;
const LAG_SECONDS = 30;

interface Watched {
  readonly address: string;
  /** Name of the instance or, for Aurora, of the cluster. */
  readonly identifier: string;
  readonly replicas: readonly string[];
}

/** Alarms of a database by the names that CloudWatch knows it under; of a cluster by its member that is worst off. */
export function alarms(spec: RdsSpec, watched: Watched): AlarmRequest[] {
  const { aurora } = ENGINES[spec.engine.type];
  const dimensions = { [aurora ? 'DBClusterIdentifier' : 'DBInstanceIdentifier']: watched.identifier };
  const base = { namespace: 'AWS/RDS', dimensions, missingData: 'notBreaching', period: 300, periods: 3 } as const;
  const [most, least] = aurora ? (['Maximum', 'Minimum'] as const) : (['Average', 'Average'] as const);
  const above = { ...base, statistic: most, comparison: 'GreaterThanThreshold' } as const;
  const below = { ...base, statistic: least, comparison: 'LessThanThreshold' } as const;
  const who = watched.address;
  return [
    { ...above, id: 'cpu', description: `${who} is short of CPU`, metric: 'CPUUtilization', threshold: 80 },
    ...storageAlarm(spec, below, who),
    ...memoryAlarms(spec, { above, below, who }),
    ...lagAlarms(spec, above, watched),
    {
      ...above,
      id: 'read-latency',
      description: `${who} reads slowly`,
      metric: 'ReadLatency',
      threshold: LATENCY_SECONDS,
    },
    {
      ...above,
      id: 'write-latency',
      description: `${who} writes slowly`,
      metric: 'WriteLatency',
      threshold: LATENCY_SECONDS,
    },
  ];
}

type Partly = Omit<AlarmRequest, 'id' | 'description' | 'metric' | 'threshold'>;

function storageAlarm(spec: RdsSpec, below: Partly, who: string): AlarmRequest[] {
  const allocated = spec.instance.storage?.allocatedGB;
  if (allocated === undefined || ENGINES[spec.engine.type].aurora) return [];
  const threshold = allocated * GIB * 0.1;
  return [
    { ...below, id: 'free-storage', description: `${who} is short of storage`, metric: 'FreeStorageSpace', threshold },
  ];
}

/** Shares of the memory of the class; none for classes whose memory is not known here. */
function memoryAlarms(spec: RdsSpec, at: { above: Partly; below: Partly; who: string }): AlarmRequest[] {
  const serverless = spec.instance.serverless;
  const memory = serverless === undefined ? memoryOf(spec.instance.class) : serverless.maxACU * 2 * GIB;
  if (memory === undefined) return [];
  const given = spec.engine.parameters.max_connections;
  const wanted = Number(typeof given === 'string' ? given : given?.value);
  const most = Number.isInteger(wanted) ? wanted : ENGINES[spec.engine.type].maxConnections(memory);
  return [
    ...(serverless === undefined
      ? [
          {
            ...at.below,
            id: 'free-memory',
            description: `${at.who} is short of memory`,
            metric: 'FreeableMemory',
            threshold: Math.round(memory * 0.05),
          },
        ]
      : []),
    {
      ...at.above,
      id: 'connections',
      description: `${at.who} has most of its connections in use`,
      metric: 'DatabaseConnections',
      threshold: Math.round(most * 0.8),
    },
  ];
}

/** Aurora reports the lag of its slowest reader in milliseconds; other replicas report their own in seconds. */
function lagAlarms(spec: RdsSpec, above: Partly, watched: Watched): AlarmRequest[] {
  const description = `Replicas of ${watched.address} lag behind`;
  if (ENGINES[spec.engine.type].aurora)
    return spec.instance.replicas === 0
      ? []
      : [
          {
            ...above,
            id: 'replica-lag',
            description,
            metric: 'AuroraReplicaLagMaximum',
            threshold: LAG_SECONDS * 1000,
          },
        ];
  return watched.replicas.map((replica, i) => ({
    ...above,
    dimensions: { DBInstanceIdentifier: replica },
    id: i === 0 ? 'replica-lag' : `replica-lag-${i + 1}`,
    description,
    metric: 'ReplicaLag',
    threshold: LAG_SECONDS,
  }));
}
