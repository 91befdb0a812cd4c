import { declareExportedLogs, leavesSnapshot } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input, Output } from '@pulumi/pulumi';
import type { ComponentOf, LogGroups, TranslateContext } from 'panka/sdk';
import type { Credentials } from './credentials.js';
import type { DocumentDbSpec } from './schema.js';

/** What a cluster is made with. */
export interface Foundation {
  readonly component: ComponentOf<DocumentDbSpec>;
  readonly identifier: string;
  /** Physical name of a further part: `instance-2`. */
  readonly nameOf: (part: string) => string;
  readonly tagsOf: (part?: string) => Record<string, string>;
  readonly subnetGroup: Output<string>;
  readonly parameterGroup: Output<string>;
  readonly securityGroupId: Output<string>;
  readonly key: Input<string> | undefined;
  readonly logGroups: LogGroups;
}

/** The storage and its endpoints: what holds the data. */
export function declareCluster(at: Foundation, context: TranslateContext, credentials: Credentials): aws.docdb.Cluster {
  const { spec } = at.component;
  const { maintenance, monitoring, database } = spec;
  const exported = { component: at.component, folder: `/aws/docdb/${at.identifier}`, logs: monitoring.logs };
  return new aws.docdb.Cluster(
    context.logicalName(),
    {
      clusterIdentifier: at.identifier,
      tags: at.tagsOf(),
      engine: 'docdb',
      engineVersion: spec.engine.version,
      allowMajorVersionUpgrade: maintenance.allowMajorVersionUpgrade,
      applyImmediately: maintenance.applyImmediately,
      masterUsername: database.username,
      ...credentials.args,
      port: database.port,
      dbSubnetGroupName: at.subnetGroup,
      dbClusterParameterGroupName: at.parameterGroup,
      vpcSecurityGroupIds: [at.securityGroupId],
      storageType: spec.storageType,
      storageEncrypted: true,
      ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
      backupRetentionPeriod: spec.backup.retentionDays,
      ...windows(spec),
      ...(monitoring.logs.length === 0 ? {} : { enabledCloudwatchLogsExports: [...monitoring.logs].sort() }),
      deletionProtection: spec.deletionProtection ?? false,
      ...finalSnapshotArgs(at),
      ...restoreArgs(spec),
    },
    context.dataOptions({
      deleteBeforeReplace: true,
      dependsOn: declareExportedLogs(at.logGroups, context, exported),
    }),
  );
}

/** Instances hold no data of their own: the cluster's storage does. The first is the one preferred as writer. Returns their identifiers. */
export function declareInstances(
  at: Foundation,
  context: TranslateContext,
  cluster: aws.docdb.Cluster,
): readonly string[] {
  const { instance, maintenance, monitoring, backup } = at.component.spec;
  return Array.from({ length: instance.count }, (_, i) => {
    const part = `instance-${i + 1}`;
    const identifier = at.nameOf(part);
    new aws.docdb.ClusterInstance(
      context.logicalName(part),
      {
        identifier,
        tags: at.tagsOf(part),
        clusterIdentifier: cluster.clusterIdentifier,
        engine: 'docdb',
        instanceClass: instance.class,
        // Tiers go up to 15, and 15 is the last of 16 instances.
        promotionTier: i,
        applyImmediately: maintenance.applyImmediately,
        copyTagsToSnapshot: backup.copyTagsToSnapshot,
        ...(maintenance.preferredWindow === undefined
          ? {}
          : { preferredMaintenanceWindow: maintenance.preferredWindow }),
        enablePerformanceInsights: monitoring.performanceInsights,
        ...(monitoring.performanceInsights && at.key !== undefined ? { performanceInsightsKmsKeyId: at.key } : {}),
      },
      context.options({ deleteBeforeReplace: true }),
    );
    return identifier;
  });
}

function windows({ backup, maintenance }: DocumentDbSpec) {
  return {
    ...(backup.preferredWindow === undefined ? {} : { preferredBackupWindow: backup.preferredWindow }),
    ...(maintenance.preferredWindow === undefined ? {} : { preferredMaintenanceWindow: maintenance.preferredWindow }),
  };
}

/**
 * The snapshot taken at a delete. AWS refuses a name that was used before: `ComponentKind.snapshots` tells the host to
 * give it the deployment's id right before the delete.
 */
function finalSnapshotArgs({ component, identifier }: Foundation) {
  return leavesSnapshot(component.spec)
    ? { skipFinalSnapshot: false, finalSnapshotIdentifier: `${identifier}-final` }
    : { skipFinalSnapshot: true };
}

function restoreArgs({ restoreFrom }: DocumentDbSpec) {
  if (restoreFrom?.snapshot !== undefined) return { snapshotIdentifier: restoreFrom.snapshot };
  const moment = restoreFrom?.pointInTime;
  if (moment === undefined) return {};
  const time = moment.time === undefined ? { useLatestRestorableTime: true } : { restoreToTime: moment.time };
  return { restoreToPointInTime: { sourceClusterIdentifier: moment.source, restoreType: 'full-copy', ...time } };
}
