import { declareExportedLogs } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Output } from '@pulumi/pulumi';
import type { TranslateContext } from 'panka/sdk';
import { type Database, type Foundation, finalSnapshotArgs, insightsArgs, monitoringArgs } from './database.js';
import type { RdsSpec } from './schema.js';

type StorageArgs = Pick<
  aws.rds.InstanceArgs,
  'allocatedStorage' | 'maxAllocatedStorage' | 'storageType' | 'iops' | 'storageThroughput'
>;

/** One database instance (with a standby under multiAZ) and its read replicas. */
export function declareInstance(at: Foundation, context: TranslateContext): Database {
  const { component, credentials } = at;
  const { spec } = component;
  const instance = new aws.rds.Instance(
    context.logicalName(),
    {
      ...shared(at),
      identifier: at.identifier,
      tags: at.tagsOf(),
      engine: spec.engine.type,
      engineVersion: spec.engine.version,
      allowMajorVersionUpgrade: spec.maintenance.allowMajorVersionUpgrade,
      ...storageArgs(spec),
      storageEncrypted: true,
      // A restored database keeps the key of what it was restored from: AWS takes none.
      ...(at.key === undefined || spec.restoreFrom !== undefined ? {} : { kmsKeyId: at.key }),
      dbName: spec.database.name,
      username: spec.database.username,
      ...passwordArgs(at),
      multiAz: spec.instance.multiAZ,
      dbSubnetGroupName: at.subnetGroup.name,
      backupRetentionPeriod: spec.backup.enabled ? spec.backup.retentionDays : 0,
      ...(spec.backup.preferredWindow === undefined ? {} : { backupWindow: spec.backup.preferredWindow }),
      deletionProtection: spec.deletionProtection ?? false,
      deleteAutomatedBackups: false,
      ...finalSnapshotArgs(component, at.identifier),
      ...restoreArgs(spec),
    },
    context.dataOptions({ deleteBeforeReplace: true, dependsOn: [...at.monitoring.ready, ...logGroups(at, context)] }),
  );
  const replicas = declareReplicas(at, context, instance);
  const [reader] = replicas;
  return {
    endpoint: instance.address,
    ...(reader === undefined ? {} : { readerEndpoint: reader.resource.address }),
    arn: instance.arn,
    resourceId: instance.resourceId,
    resourceIds: [instance.resourceId, ...replicas.map(({ resource }) => resource.resourceId)],
    machines: [],
    secretArn: credentials.managed ? managedSecret(instance) : credentials.secretArn,
    resource: instance,
    replicas: replicas.map((replica) => replica.identifier),
    members: replicas.map((replica) => replica.identifier),
  };
}

function declareReplicas(at: Foundation, context: TranslateContext, primary: aws.rds.Instance) {
  const count = at.component.spec.readReplicas;
  return Array.from({ length: count }, (_, i) => {
    const part = `replica-${i + 1}`;
    const identifier = at.nameOf(part);
    const resource = new aws.rds.Instance(
      context.logicalName(part),
      {
        ...shared(at),
        identifier,
        tags: at.tagsOf(part),
        replicateSourceDb: primary.identifier,
        ...replicaStorageArgs(at.component.spec),
        storageEncrypted: true,
        skipFinalSnapshot: true,
      },
      context.options({ deleteBeforeReplace: true, dependsOn: logGroups(at, context, part) }),
    );
    return { identifier, resource };
  });
}

/** `part`: the replica whose logs they are. */
function logGroups(at: Foundation, context: TranslateContext, part?: string) {
  const { component } = at;
  const folder = `/aws/rds/instance/${part === undefined ? at.identifier : at.nameOf(part)}`;
  const { logs } = component.spec.monitoring;
  const prefix = part === undefined ? '' : `${part}-`;
  return declareExportedLogs(at.logGroups, context, { component, folder, logs, prefix });
}

/** What a replica has in common with its primary. */
function shared(at: Foundation) {
  const { spec } = at.component;
  const { maintenance, monitoring } = spec;
  return {
    instanceClass: spec.instance.class,
    port: at.port,
    parameterGroupName: at.parameterGroup,
    vpcSecurityGroupIds: [at.securityGroupId],
    publiclyAccessible: false,
    iamDatabaseAuthenticationEnabled: spec.iamAuthentication,
    autoMinorVersionUpgrade: maintenance.autoMinorVersionUpgrade,
    applyImmediately: maintenance.applyImmediately,
    ...(maintenance.preferredWindow === undefined ? {} : { maintenanceWindow: maintenance.preferredWindow }),
    copyTagsToSnapshot: spec.backup.copyTagsToSnapshot,
    ...(monitoring.logs.length === 0 ? {} : { enabledCloudwatchLogsExports: monitoring.logs }),
    ...insightsArgs(spec, at.key),
    ...monitoringArgs(at.monitoring),
  };
}

function storageArgs({ instance }: RdsSpec): StorageArgs {
  const { storage } = instance;
  if (storage === undefined) return {};
  const most = storage.maxAllocatedGB ?? Math.min(2 * storage.allocatedGB, 65_536);
  return {
    allocatedStorage: storage.allocatedGB,
    ...(most === 0 ? {} : { maxAllocatedStorage: most }),
    storageType: storage.type,
    ...(storage.iops === undefined ? {} : { iops: storage.iops }),
    ...(storage.throughput === undefined ? {} : { storageThroughput: storage.throughput }),
  };
}

/** RDS makes a replica with plain gp3, whatever its primary has; it grows by itself only if it is told to. */
function replicaStorageArgs(spec: RdsSpec) {
  const { storageType, ...args } = storageArgs(spec);
  const isPlain = storageType === 'gp3' && args.iops === undefined && args.storageThroughput === undefined;
  return isPlain ? args : { ...args, storageType };
}

function passwordArgs({ credentials, key }: Foundation) {
  if (!credentials.managed) return { passwordWo: credentials.password, passwordWoVersion: credentials.version };
  return { manageMasterUserPassword: true, ...(key === undefined ? {} : { masterUserSecretKmsKeyId: key }) };
}

function restoreArgs({ restoreFrom }: RdsSpec) {
  if (restoreFrom?.snapshot !== undefined) return { snapshotIdentifier: restoreFrom.snapshot };
  const moment = restoreFrom?.pointInTime;
  if (moment === undefined) return {};
  const time = moment.time === undefined ? { useLatestRestorableTime: true } : { restoreTime: moment.time };
  return { restoreToPointInTime: { sourceDbInstanceIdentifier: moment.source, ...time } };
}

function managedSecret(instance: aws.rds.Instance): Output<string> {
  return instance.masterUserSecrets.apply((secrets) => secrets?.[0]?.secretArn ?? '');
}
