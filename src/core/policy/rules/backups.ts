import type { ComponentOf } from '../../../sdk/index.js';
import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy, PolicyFinding, PolicyView } from '../policy.js';

/** Switches that turn the backup of a kind off. */
const SWITCHES: Readonly<Record<string, { readonly path: string; readonly what: string }>> = {
  RDS: { path: '/backup/enabled', what: 'backups' },
  DocumentDB: { path: '/backup/enabled', what: 'backups' },
  DynamoDB: { path: '/pointInTimeRecovery', what: 'point-in-time recovery' },
  S3: { path: '/versioning/enabled', what: 'versioning' },
  EFS: { path: '/backup/enabled', what: 'backups' },
};

export const backups: Policy = {
  id: 'PANKA-BAK-001',
  title: 'data is backed up, for as long as Compliance asks',
  severity: { development: 'warning', production: 'error' },
  kinds: [...Object.keys(SWITCHES), 'ElastiCacheRedis', 'AWSMemoryDB'],
  check(component, view) {
    const off = SWITCHES[component.kind];
    const findings: PolicyFinding[] = [];
    if (off && valueAt(component.spec, off.path) === false)
      findings.push({
        path: off.path,
        message: `${off.what} of ${component.kind} ${component.address} ${off.what.endsWith('s') ? 'are' : 'is'} off`,
        suggestion: 'switch it on',
      });
    return [...findings, ...retention(component, view)];
  },
};

function retention({ spec, kind, address }: ComponentOf, { infra }: PolicyView): PolicyFinding[] {
  const least = valueAt(infra.compliance, '/backupMinRetentionDays');
  const days = valueAt(spec, '/backup/retentionDays');
  if (typeof least !== 'number' || typeof days !== 'number' || days >= least) return [];
  return [
    {
      path: '/backup/retentionDays',
      message: `backups of ${kind} ${address} are kept for ${days} days; Compliance asks for ${least}`,
      suggestion: `write "retentionDays: ${least}"`,
    },
  ];
}
