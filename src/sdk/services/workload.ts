import type { Input } from '@pulumi/pulumi';
import type { SubnetTier } from '../component-kind.js';
import type { Consumption, PolicyStatement, SecretReference } from '../translator.js';
import type { Resource } from './resource.js';

/** A container workload in platform-neutral words; MicroService, Worker and CronJob produce it. */
export interface Workload {
  readonly type: 'service' | 'worker' | 'job';
  readonly image: string;
  /** What a platform that keeps images does with them: `Always`, `IfNotPresent`, `Never`. */
  readonly pullPolicy?: string;
  /** ECS CPU units (1024 = one vCPU) and MiB. */
  readonly cpu: number;
  readonly memory: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly spot: boolean;
  readonly ephemeralStorageGiB?: number;
  readonly capacityPool?: string;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDir?: string;
  readonly user?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly stopTimeoutSeconds: number;
  readonly environment: readonly { readonly name: string; readonly value: Input<string> }[];
  readonly secrets: readonly ({ readonly name: string } & SecretReference)[];
  readonly ports: readonly {
    readonly name: string;
    readonly port: number;
    readonly protocol: 'tcp' | 'udp';
    readonly appProtocol?: 'http' | 'http2' | 'grpc';
  }[];
  readonly healthCommand?: {
    readonly command: readonly string[];
    readonly intervalSeconds: number;
    readonly timeoutSeconds: number;
    readonly retries: number;
    readonly startPeriodSeconds: number;
  };
  /** How a platform itself asks the container; on ECS the load balancer does, and `healthCommand`. */
  readonly probes?: { readonly readiness?: WorkloadProbe; readonly liveness?: WorkloadProbe };
  readonly volumes: readonly WorkloadVolume[];
  readonly configs?: readonly { readonly mountPath: string; readonly files: readonly string[] }[];
  readonly replicas: number;
  /** Of a `job`, for platforms that start their jobs themselves. */
  readonly schedule?: WorkloadSchedule;
  /** Absent: always `replicas`. */
  readonly autoscaling?: WorkloadAutoscaling;
  readonly deployment: WorkloadDeployment;
  readonly serviceDiscovery?: { readonly enabled: boolean; readonly name: string; readonly dns: boolean };
  readonly subnets: SubnetTier;
  readonly assignPublicIp: boolean;
  readonly securityGroupIds: readonly Input<string>[];
  readonly targetGroups: readonly {
    readonly arn: Input<string>;
    readonly containerPort: number;
    readonly after: readonly Resource[];
  }[];
  /** Of the task role: what the user wrote. What the consumptions grant comes from `Roles.bindingStatements`, not from here. */
  readonly statements: readonly PolicyStatement[];
  readonly managedPolicyArns: readonly string[];
  readonly permissionsBoundary?: string;
  readonly exec: boolean;
  readonly logMode?: string;
  readonly logBuffer?: string;
  readonly healthCheckGraceSeconds?: number;
  /** GPUs per task; only on ec2. */
  readonly gpus?: number;
  readonly consumed: readonly Consumption[];
}

/** One question to a container, over and over. */
export interface WorkloadProbe {
  readonly ask:
    | { readonly http: { readonly path: string; readonly port: number } }
    | { readonly tcp: { readonly port: number } }
    | { readonly command: readonly string[] };
  /** Seconds, but for `failures`. */
  readonly delay: number;
  readonly period: number;
  readonly timeout: number;
  readonly failures: number;
}

/** When a job runs, and what becomes of runs that are late, fail or take long. */
export interface WorkloadSchedule {
  /** As EventBridge Scheduler writes it: `rate(…)`, `cron(…)`, `at(…)`; or cron of five fields. */
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  readonly concurrency: 'Allow' | 'Forbid' | 'Replace';
  /** Seconds after its time within which a run may still start. */
  readonly startWithinSeconds: number;
  /** Further attempts to start a run; one that started and failed is not started again. */
  readonly startAttempts: number;
  readonly limitMinutes?: number;
  /** Run it once after each deployment; the deployment fails where that run does. */
  readonly testRun?: { readonly timeoutMinutes: number };
}

/** A mount of the container; exactly one of `efs`, `ephemeral`, `ebs`. */
export interface WorkloadVolume {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly efs?: { readonly fileSystemId: Input<string>; readonly accessPointId: Input<string> };
  readonly ephemeral?: true;
  readonly ebs?: {
    readonly sizeGiB: number;
    readonly type: string;
    readonly iops?: number;
    readonly throughputMiBps?: number;
  };
}

/** How many tasks run, and what decides it: one policy for each target that is given. */
export interface WorkloadAutoscaling {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Percent. */
  readonly targetCPUUtilization?: number;
  /** Percent. */
  readonly targetMemoryUtilization?: number;
  /** `resourceLabel` as ALBRequestCountPerTarget wants it: `app/<lb>/<id>/targetgroup/<group>/<id>`. */
  readonly requestsPerTarget?: { readonly value: number; readonly resourceLabel: Input<string> };
  /** Visible messages for each running task. */
  readonly backlogPerTask?: { readonly value: number; readonly queueName: Input<string> };
  /** Where no task may be left running: the queue whose first message starts one. */
  readonly wakeOn?: { readonly queueName: Input<string> };
  /** Seconds. */
  readonly scaleInCooldown: number;
  readonly scaleOutCooldown: number;
  readonly schedules: readonly {
    readonly cron: string;
    readonly min: number;
    readonly max: number;
    readonly timezone: string;
  }[];
}

/** How a new version takes over. Percentages of `replicas`. */
export interface WorkloadDeployment {
  readonly strategy: 'rolling' | 'blueGreen' | 'canary' | 'linear';
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  readonly circuitBreaker: boolean;
  /** Names of CloudWatch alarms that stop a deployment and roll it back. */
  readonly rollbackAlarms: readonly Input<string>[];
  readonly timeoutMinutes: number;
}
