import type { ContainerSpec, PortSpec } from '@panka/plugin-common';

/** What rules read of MicroService, Worker and CronJob. */
export type EksSpec = ContainerSpec & {
  readonly ports?: readonly PortSpec[];
  readonly replicas?: number;
  readonly autoscaling?: {
    readonly enabled?: boolean;
    readonly minReplicas?: number;
    readonly targetCPUUtilization?: number;
    readonly targetMemoryUtilization?: number;
    readonly targetBacklogPerTask?: number;
    readonly requestsPerTarget?: number;
    readonly schedules?: readonly unknown[];
  };
  readonly deployment?: {
    readonly strategy: string;
    readonly minimumHealthyPercent: number;
    readonly maximumPercent: number;
  };
  readonly serviceDiscovery?: { readonly name?: string; readonly dns?: boolean };
  readonly source?: { readonly component?: string; readonly type?: string };
  readonly schedule?: string;
  readonly flexibleWindowMinutes?: number;
};
