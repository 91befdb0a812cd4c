import { declareExportedLogs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { type Database, type Foundation, finalSnapshotArgs, insightsArgs, monitoringArgs } from './database.js';
import type { RdsSpec } from './schema.js';

/** An Aurora cluster: the storage and its endpoints, a writer and `replicas` readers. */
export function declareCluster(at: Foundation, context: TranslateContext): Database {
  const { component, credentials } = at;
  const { spec } = component;
  const folder = `/aws/rds/cluster/${at.identifier}`;
  const logs = declareExportedLogs(at.logGroups, context, { component, folder, logs: spec.monitoring.logs });
  const cluster = new aws.rds.Cluster(
    context.logicalName(),
    {
      clusterIdentifier: at.identifier,
      tags: at.tagsOf(),
      engine: spec.engine.type,
      engineVersion: spec.engine.version,
      allowMajorVersionUpgrade: spec.maintenance.allowMajorVersionUpgrade,
      applyImmediately: spec.maintenance.applyImmediately,
      databaseName: spec.database.name,
      masterUsername: spec.database.username,
      ...passwordArgs(at),
      port: at.port,
      dbSubnetGroupName: at.subnetGroup.name,
      dbClusterParameterGroupName: at.parameterGroup,
      vpcSecurityGroupIds: [at.securityGroupId],
      storageEncrypted: true,
      ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
      iamDatabaseAuthenticationEnabled: spec.iamAuthentication,
      backupRetentionPeriod: spec.backup.retentionDays,
      ...windows(spec),
      copyTagsToSnapshot: spec.backup.copyTagsToSnapshot,
      ...(spec.monitoring.logs.length === 0 ? {} : { enabledCloudwatchLogsExports: spec.monitoring.logs }),
      ...serverless(spec),
      deletionProtection: spec.deletionProtection ?? false,
      deleteAutomatedBackups: false,
      ...finalSnapshotArgs(component, at.identifier),
      ...restoreArgs(spec),
    },
    context.dataOptions({ deleteBeforeReplace: true, dependsOn: logs }),
  );
  const members = declareMembers(at, context, cluster);
  return {
    endpoint: cluster.endpoint,
    readerEndpoint: cluster.readerEndpoint,
    arn: cluster.arn,
    resourceId: cluster.clusterResourceId,
    resourceIds: [cluster.clusterResourceId],
    secretArn: credentials.managed ? managedSecret(cluster) : credentials.secretArn,
    resource: cluster,
    replicas: [],
    members: members.map(({ identifier }) => identifier),
    machines: members.map(({ machine }) => machine),
  };
}

interface Member {
  readonly identifier: string;
  readonly machine: aws.rds.ClusterInstance;
}

/** Members hold no data of their own: the cluster's storage does. Each has a maintenance window of its own. */
function declareMembers(at: Foundation, context: TranslateContext, cluster: aws.rds.Cluster): readonly Member[] {
  const { spec } = at.component;
  return Array.from({ length: 1 + spec.instance.replicas }, (_, i) => {
    const part = `instance-${i + 1}`;
    const identifier = at.nameOf(part);
    const machine = new aws.rds.ClusterInstance(
      context.logicalName(part),
      {
        identifier,
        tags: at.tagsOf(part),
        clusterIdentifier: cluster.clusterIdentifier,
        engine: memberEngine(spec),
        instanceClass: spec.instance.class,
        dbSubnetGroupName: at.subnetGroup.name,
        publiclyAccessible: false,
        promotionTier: i,
        autoMinorVersionUpgrade: spec.maintenance.autoMinorVersionUpgrade,
        applyImmediately: spec.maintenance.applyImmediately,
        copyTagsToSnapshot: spec.backup.copyTagsToSnapshot,
        ...maintenanceWindow(spec),
        ...insightsArgs(spec, at.key),
        ...monitoringArgs(at.monitoring),
      },
      context.options({ deleteBeforeReplace: true, dependsOn: [...at.monitoring.ready] }),
    );
    return { identifier, machine };
  });
}

function memberEngine({ engine }: RdsSpec) {
  return engine.type === 'aurora-mysql' ? aws.rds.EngineType.AuroraMysql : aws.rds.EngineType.AuroraPostgresql;
}

function windows({ backup, maintenance }: RdsSpec) {
  return {
    ...(backup.preferredWindow === undefined ? {} : { preferredBackupWindow: backup.preferredWindow }),
    ...maintenanceWindow({ maintenance }),
  };
}

function maintenanceWindow({ maintenance }: Pick<RdsSpec, 'maintenance'>) {
  return maintenance.preferredWindow === undefined ? {} : { preferredMaintenanceWindow: maintenance.preferredWindow };
}

function serverless({ instance }: RdsSpec) {
  if (instance.serverless === undefined) return {};
  const { minACU, maxACU } = instance.serverless;
  return { serverlessv2ScalingConfiguration: { minCapacity: minACU, maxCapacity: maxACU } };
}

function passwordArgs({ credentials, key }: Foundation) {
  if (!credentials.managed)
    return { masterPasswordWo: credentials.password, masterPasswordWoVersion: credentials.version };
  return { manageMasterUserPassword: true, ...(key === undefined ? {} : { masterUserSecretKmsKeyId: key }) };
}

function restoreArgs({ restoreFrom }: RdsSpec) {
  if (restoreFrom?.snapshot !== undefined) return { snapshotIdentifier: restoreFrom.snapshot };
  const moment = restoreFrom?.pointInTime;
  if (moment === undefined) return {};
  const time = moment.time === undefined ? { useLatestRestorableTime: true } : { restoreToTime: moment.time };
  return { restoreToPointInTime: { sourceClusterIdentifier: moment.source, ...time } };
}

function managedSecret(cluster: aws.rds.Cluster): Output<string> {
  return cluster.masterUserSecrets.apply((secrets) => secrets?.[0]?.secretArn ?? '');
}
