import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import { ENGINES } from './engines.js';
import { offersPerformanceInsights } from './instance-classes.js';
import type { RdsSpec } from './schema.js';

/** gp3 takes more I/O than its baseline only from this size on. Source: RDS user guide, "gp3 storage". */
const GP3_MIN_GB = 400;

/** Rules of size, storage and replicas. */
export function validateInstance(spec: RdsSpec): Finding[] {
  const aurora = ENGINES[spec.engine.type].aurora;
  return [...(aurora ? auroraOnly(spec) : instanceOnly(spec)), ...insights(spec)];
}

function auroraOnly({ engine, instance, readReplicas, backup }: RdsSpec): Finding[] {
  const findings: Finding[] = [];
  if (instance.storage !== undefined)
    findings.push(errorAt('/instance/storage', 'PANKA-RDS-008', `instance.storage isn't used by ${engine.type}`));
  if (instance.class === 'db.serverless' && instance.serverless === undefined)
    findings.push(errorAt('/instance/class', 'PANKA-RDS-010', 'db.serverless needs instance.serverless.maxACU'));
  if (instance.serverless !== undefined && instance.serverless.minACU > instance.serverless.maxACU)
    findings.push(
      errorAt(
        '/instance/serverless/minACU',
        'PANKA-RDS-010',
        `minACU ${instance.serverless.minACU} > maxACU ${instance.serverless.maxACU}`,
      ),
    );
  if (readReplicas > 0)
    findings.push(
      errorAt(
        '/readReplicas',
        'PANKA-RDS-011',
        `readReplicas isn't used by ${engine.type}; use instance.replicas`,
        `instance: {replicas: ${readReplicas}}`,
      ),
    );
  if (!backup.enabled)
    findings.push(errorAt('/backup/enabled', 'PANKA-RDS-015', `backups of ${engine.type} can't be turned off`));
  return findings;
}

function instanceOnly({ engine, instance, readReplicas, backup }: RdsSpec): Finding[] {
  const findings: Finding[] = [];
  if (instance.class === 'db.serverless' || instance.serverless !== undefined)
    findings.push(errorAt('/instance', 'PANKA-RDS-010', `serverless needs Aurora; engine.type is ${engine.type}`));
  if (readReplicas > 0 && !backup.enabled)
    findings.push(errorAt('/readReplicas', 'PANKA-RDS-015', 'readReplicas needs backup.enabled: true'));
  if (instance.storage === undefined)
    return [
      ...findings,
      errorAt('/instance', 'PANKA-RDS-009', `instance.storage.allocatedGB is required for ${engine.type}`),
    ];
  return [...findings, ...storageRules(instance.storage)];
}

function storageRules(storage: NonNullable<RdsSpec['instance']['storage']>): Finding[] {
  const { type, allocatedGB, maxAllocatedGB, iops } = storage;
  const findings: Finding[] = [];
  for (const field of ['iops', 'throughput'] as const) {
    if (storage[field] === undefined) continue;
    if (type === 'gp3' && allocatedGB < GP3_MIN_GB)
      findings.push(
        errorAt(
          `/instance/storage/${field}`,
          'PANKA-RDS-003',
          `storage.${field} needs allocatedGB ≥ ${GP3_MIN_GB} for gp3 (postgres, mysql, mariadb); ${allocatedGB} given`,
        ),
      );
    if (type === 'gp2' || (field === 'throughput' && type !== 'gp3'))
      findings.push(
        errorAt(
          `/instance/storage/${field}`,
          'PANKA-RDS-003',
          `storage.${field} can't be set for ${type}`,
          'type: gp3',
        ),
      );
  }
  if ((type === 'io1' || type === 'io2') && iops === undefined)
    findings.push(errorAt('/instance/storage/type', 'PANKA-RDS-003', `storage.type ${type} needs iops`));
  if (maxAllocatedGB !== undefined && maxAllocatedGB !== 0 && maxAllocatedGB < allocatedGB * 1.1)
    findings.push(
      errorAt(
        '/instance/storage/maxAllocatedGB',
        'PANKA-RDS-004',
        `maxAllocatedGB ${maxAllocatedGB} must be at least 10 % above allocatedGB ${allocatedGB}`,
        `maxAllocatedGB: ${Math.ceil(allocatedGB * 1.1)}`,
      ),
    );
  return findings;
}

function insights({ engine, instance, monitoring }: RdsSpec): Finding[] {
  if (monitoring.performanceInsights !== true || offersPerformanceInsights(engine.type, instance.class)) return [];
  return [
    errorAt(
      '/monitoring/performanceInsights',
      'PANKA-RDS-016',
      `performanceInsights isn't offered on ${instance.class} for ${engine.type}`,
      'performanceInsights: false',
    ),
  ];
}
