import * as aws from '@pulumi/aws';
import type { TranslateContext } from 'panka/sdk';
import type { Cache, Foundation, Users } from './foundation.js';
import type { RedisSpec } from './schema.js';
import { versionOf } from './settings.js';

/** A cache that AWS sizes: encrypted, with TLS, over all zones of its subnets. */
export function declareServerless(at: Foundation, context: TranslateContext, users: Users | undefined): Cache {
  const { spec, address } = at.component;
  const cache = new aws.elasticache.ServerlessCache(
    context.logicalName(),
    {
      name: at.identifier,
      description: `Cache ${address}`,
      tags: at.tagsOf(),
      engine: spec.engine.type,
      majorEngineVersion: versionOf(spec).split('.')[0] ?? '',
      ...limits(spec),
      subnetIds: at.subnetIds,
      securityGroupIds: [at.securityGroupId],
      ...(at.key === undefined ? {} : { kmsKeyId: at.key }),
      ...(users === undefined ? {} : { userGroupId: users.groupId }),
      ...snapshots(spec),
    },
    context.dataOptions({ deleteBeforeReplace: true }),
  );
  const endpoint = cache.endpoints.apply((endpoints) => endpoints?.[0]?.address ?? '');
  return {
    endpoint,
    primaryEndpoint: endpoint,
    readerEndpoint: cache.readerEndpoints.apply((endpoints) => endpoints?.[0]?.address ?? ''),
    arn: cache.arn,
  };
}

function limits({ serverless: { maxDataGB, maxECPUPerSecond } }: RedisSpec) {
  if (maxDataGB === undefined && maxECPUPerSecond === undefined) return {};
  return {
    cacheUsageLimits: {
      ...(maxDataGB === undefined ? {} : { dataStorage: { maximum: maxDataGB, unit: 'GB' } }),
      ...(maxECPUPerSecond === undefined ? {} : { ecpuPerSeconds: [{ maximum: maxECPUPerSecond }] }),
    },
  };
}

/** AWS takes a time of day here: the start of the window. */
function snapshots({ backup, restoreFrom }: RedisSpec) {
  return {
    snapshotRetentionLimit: backup.retentionDays,
    ...(backup.preferredWindow === undefined || backup.retentionDays === 0
      ? {}
      : { dailySnapshotTime: backup.preferredWindow.slice(0, 5) }),
    ...(restoreFrom === undefined ? {} : { snapshotArnsToRestores: [restoreFrom.snapshot] }),
  };
}
