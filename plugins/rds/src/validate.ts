import { errorAt, identifierRule, warningAt, windowRules, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { ENGINES, type EngineType, majorOf } from './engines.js';
import type { RdsSpec } from './schema.js';
import { validateInstance } from './validate-instance.js';

/** Minutes. Source: CreateDBInstance, PreferredBackupWindow and PreferredMaintenanceWindow. */
const LEAST_WINDOWS = { backup: 30, maintenance: 30 };

/** Rules of RDS that the schema cannot express. Source: RDS and Aurora user guides, "Quotas and constraints". */
export function validate(component: ComponentOf<RdsSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...version(spec),
    ...zones(spec, view),
    ...validateInstance(spec),
    ...windows(spec),
    ...upgrade(spec),
    ...database(spec),
    ...proxy(spec),
    ...monitoring(spec),
    ...restore(spec),
    ...identifierRule('PANKA-RDS-018', spec.name, 63),
  ];
}

function version({ engine }: RdsSpec): Finding[] {
  if (majorOf(engine.type, engine.version) !== undefined) return [];
  const offered = Object.keys(ENGINES[engine.type].minors).sort((a, b) => Number(a) - Number(b));
  const list = offered.length > 4 ? `${offered[0]} … ${offered.at(-1)}` : offered.join(', ');
  return [
    errorAt(
      '/engine/version',
      'PANKA-RDS-001',
      `engine.version "${engine.version}" isn't offered for ${engine.type}; use ${list}`,
      `version: "${offered.at(-1)}"`,
    ),
  ];
}

/** Every subnet group needs two zones, with a standby or without. */
function zones(spec: RdsSpec, view: ApplicationView): Finding[] {
  const found = zonesOf(view.infra);
  if (found === undefined || found.length > 1) return [];
  const who = spec.instance.multiAZ && !ENGINES[spec.engine.type].aurora ? 'multiAZ' : spec.engine.type;
  return [
    errorAt(
      who === 'multiAZ' ? '/instance/multiAZ' : '/engine/type',
      'PANKA-RDS-002',
      `${who} needs subnets in at least 2 availability zones; Networking has ${found.length} (${found.join(', ')})`,
    ),
  ];
}

function windows({ backup, maintenance }: RdsSpec): Finding[] {
  return windowRules('PANKA-RDS-005', { backup: backup.enabled ? backup : {}, maintenance }, LEAST_WINDOWS);
}

/** Until the window the database keeps the parameter group of the old version, which AWS then doesn't let go. */
function upgrade({ maintenance, engine }: RdsSpec): Finding[] {
  const { allowMajorVersionUpgrade, applyImmediately } = maintenance;
  if (!allowMajorVersionUpgrade || applyImmediately || engine.parameterGroup !== undefined) return [];
  return [
    warningAt(
      '/maintenance/allowMajorVersionUpgrade',
      'PANKA-RDS-019',
      'a new major version needs applyImmediately: while it waits for the window, the parameter group of the old one cannot be deleted',
      'applyImmediately: true',
    ),
  ];
}

/** Source: RDS user guide, "Setting up database credentials for RDS Proxy". */
function proxy({ proxy: { enabled }, database: { passwordSecret } }: RdsSpec): Finding[] {
  if (!enabled || passwordSecret === undefined || passwordSecret.key === 'password') return [];
  return [
    errorAt(
      '/database/passwordSecret/key',
      'PANKA-RDS-020',
      `proxy reads the keys username and password of the secret; key "${passwordSecret.key}" given`,
      'key: password',
    ),
  ];
}

function database({ database, engine }: RdsSpec): Finding[] {
  const findings: Finding[] = [];
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,62}$/.test(database.name))
    findings.push(
      errorAt(
        '/database/name',
        'PANKA-RDS-006',
        `database.name "${database.name}" must start with a letter and hold only letters, digits and _ (63 max)`,
        `name: ${database.name.replaceAll(/[^a-zA-Z0-9_]/g, '_')}`,
      ),
    );
  const refused = usernameProblem(database.username, engine.type);
  if (refused !== undefined)
    findings.push(
      errorAt('/database/username', 'PANKA-RDS-007', `username "${database.username}" ${refused}`, 'username: dbadmin'),
    );
  return findings;
}

function usernameProblem(username: string, type: EngineType): string | undefined {
  const { reserved, longestUser } = ENGINES[type];
  if (reserved.includes(username.toLowerCase())) return `is reserved for ${type}`;
  if (/^[a-zA-Z][a-zA-Z0-9_]*$/.test(username) && username.length <= longestUser) return undefined;
  return `must start with a letter and hold only letters, digits and _ (${longestUser} max for ${type})`;
}

function monitoring({ monitoring, engine }: RdsSpec): Finding[] {
  const known = ENGINES[engine.type].logs;
  const findings = monitoring.logs.flatMap((log, i) =>
    known.includes(log)
      ? []
      : [
          errorAt(
            `/monitoring/logs/${i}`,
            'PANKA-RDS-012',
            `monitoring.logs "${log}" isn't a log of ${engine.type}; use ${known.join(', ')}`,
          ),
        ],
  );
  const days = monitoring.retentionDays;
  if (days !== 7 && days !== 731 && days % 31 !== 0)
    findings.push(
      errorAt(
        '/monitoring/retentionDays',
        'PANKA-RDS-013',
        `monitoring.retentionDays ${days} must be 7, a multiple of 31, or 731`,
        `retentionDays: ${Math.min(713, Math.ceil(days / 31) * 31)}`,
      ),
    );
  return findings;
}

function restore({ restoreFrom }: RdsSpec): Finding[] {
  if (restoreFrom === undefined || (restoreFrom.snapshot === undefined) !== (restoreFrom.pointInTime === undefined))
    return [];
  return [errorAt('/restoreFrom', 'PANKA-RDS-014', 'restoreFrom: give exactly one of snapshot, pointInTime')];
}
