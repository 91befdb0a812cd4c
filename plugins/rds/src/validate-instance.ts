import { errorAt } from '@panka/plugin-common';
import type { Finding } from 'panka/sdk';
import { ENGINES } from './engines.js';
import { offersPerformanceInsights } from './instance-classes.js';
import type { RdsSpec } from './schema.js';
import { storageRules } from './validate-storage.js';

/** Rules of size, storage and replicas. */
export function validateInstance(spec: RdsSpec): Finding[] {
  const aurora = ENGINES[spec.engine.type].aurora;
  return [...(aurora ? auroraOnly(spec) : instanceOnly(spec)), ...insights(spec)];
}

function auroraOnly({ engine, instance, readReplicas, backup }: RdsSpec): Finding[] {
  const findings = serverless(instance);
  if (instance.storage !== undefined)
    findings.push(errorAt('/instance/storage', 'PANKA-RDS-008', `instance.storage isn't used by ${engine.type}`));
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

function serverless({ class: instanceClass, serverless: given }: RdsSpec['instance']): Finding[] {
  if (instanceClass === 'db.serverless' && given === undefined)
    return [errorAt('/instance/class', 'PANKA-RDS-010', 'db.serverless needs instance.serverless.maxACU')];
  if (given === undefined) return [];
  const { minACU, maxACU } = given;
  const at = '/instance/serverless';
  return [
    ...(minACU > maxACU ? [errorAt(`${at}/minACU`, 'PANKA-RDS-010', `minACU ${minACU} > maxACU ${maxACU}`)] : []),
    ...(instanceClass === 'db.serverless'
      ? []
      : [errorAt(at, 'PANKA-RDS-010', `serverless isn't used by ${instanceClass}`, 'class: db.serverless')]),
  ];
}

/** More readers than production's default were asked for by somebody. */
const DEFAULT_READERS = 1;

function instanceOnly({ engine, instance, readReplicas, backup, database }: RdsSpec): Finding[] {
  const findings: Finding[] = [];
  if (instance.replicas > DEFAULT_READERS)
    findings.push(
      errorAt(
        '/instance/replicas',
        'PANKA-RDS-011',
        `instance.replicas isn't used by ${engine.type}; use readReplicas`,
        `readReplicas: ${instance.replicas}`,
      ),
    );
  // Source: RDS user guide, "Limitations for Secrets Manager integration".
  if (readReplicas > 0 && database.passwordSecret === undefined)
    findings.push(
      errorAt(
        '/readReplicas',
        'PANKA-RDS-017',
        'readReplicas needs database.passwordSecret: AWS makes no replica of a database whose password RDS keeps itself',
      ),
    );
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
