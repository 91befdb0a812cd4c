import { leavesSnapshot } from '@panka/plugin-common';
import type * as aws from '@pulumi/aws';
import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, LogGroups, TranslateContext } from 'panka/sdk';
import type { Credentials } from './credentials.js';
import { offersPerformanceInsights } from './instance-classes.js';
import type { RdsSpec } from './schema.js';

type Resource = NonNullable<ReturnType<TranslateContext['options']>['parent']>;

/** What both an instance and a cluster are made with. */
export interface Foundation {
  readonly component: ComponentOf<RdsSpec>;
  readonly identifier: string;
  /** Physical name of a further part: `replica-1`, `instance-2`. */
  readonly nameOf: (part: string) => string;
  readonly tagsOf: (part?: string) => Record<string, string>;
  readonly port: number;
  readonly subnetGroup: aws.rds.SubnetGroup;
  readonly parameterGroup: Input<string>;
  readonly securityGroupId: Output<string>;
  readonly key: Input<string> | undefined;
  readonly credentials: Credentials;
  readonly monitoring: Monitoring;
  readonly logGroups: LogGroups;
}

export interface Monitoring {
  readonly monitoringInterval?: number;
  readonly monitoringRoleArn?: Output<string>;
  /** What an instance with enhanced monitoring waits for. */
  readonly ready: readonly Resource[];
}

/** The database as its consumers see it. */
export interface Database {
  readonly endpoint: Output<string>;
  readonly readerEndpoint?: Output<string>;
  readonly arn: Output<string>;
  readonly resourceId: Output<string>;
  /** What IAM logins name: of the instance and its replicas, or of the cluster, which is that of its members too. */
  readonly resourceIds: readonly Output<string>[];
  readonly secretArn: Output<string>;
  readonly resource: Resource;
  /** Members of a cluster, which a proxy finds only once they are there. */
  readonly machines: readonly Resource[];
  /** Identifiers of read replicas. */
  readonly replicas: readonly string[];
  /** Identifiers of the instances that `arn` is not of: read replicas, or the members of a cluster. */
  readonly members: readonly string[];
}

/** Performance Insights as an instance takes it. */
export function insightsArgs(spec: RdsSpec, key: Input<string> | undefined) {
  const { monitoring, engine, instance } = spec;
  if (!(monitoring.performanceInsights ?? offersPerformanceInsights(engine.type, instance.class)))
    return { performanceInsightsEnabled: false };
  return {
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: monitoring.retentionDays,
    ...(key === undefined ? {} : { performanceInsightsKmsKeyId: key }),
  };
}

export function monitoringArgs({ monitoringInterval, monitoringRoleArn }: Monitoring) {
  return monitoringRoleArn === undefined ? {} : { monitoringInterval: monitoringInterval ?? 60, monitoringRoleArn };
}

/**
 * The snapshot taken at a delete. AWS refuses a name that was used before: `ComponentKind.snapshots` tells the host to
 * give it the deployment's id right before the delete.
 */
export function finalSnapshotArgs(component: ComponentOf<RdsSpec>, identifier: string) {
  return leavesSnapshot(component.spec)
    ? { skipFinalSnapshot: false, finalSnapshotIdentifier: `${identifier}-final` }
    : { skipFinalSnapshot: true };
}
