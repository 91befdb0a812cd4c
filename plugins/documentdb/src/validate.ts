import { errorAt, identifierRule, warningAt, windowRules, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import { limitsOf } from './instance-classes.js';
import { LOG_PARAMETERS, TLS_VALUES } from './parameters.js';
import type { DocumentDbSpec } from './schema.js';

/** Names that the engine keeps for itself. Source: DocumentDB developer guide, "Creating a cluster". */
const RESERVED = ['admin', 'root', 'master', 'rdsadmin', 'serviceadmin'];
/** Minutes. Source: CreateDBCluster, PreferredBackupWindow and PreferredMaintenanceWindow. */
const LEAST_WINDOWS = { backup: 30, maintenance: 30 };

/** Until the window the cluster keeps the parameter group of the old version, which AWS then doesn't let go. */
const WAITING_UPGRADE = warningAt(
  '/maintenance/allowMajorVersionUpgrade',
  'PANKA-DOC-012',
  'a new major version needs applyImmediately: while it waits for the window, the parameter group of the old one cannot be deleted',
  'applyImmediately: true',
);

/** Rules of DocumentDB that the schema cannot express. Source: DocumentDB developer guide. */
export function validate(component: ComponentOf<DocumentDbSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...instanceClass(spec),
    ...storage(spec),
    ...parameters(spec),
    ...username(spec),
    ...windowRules('PANKA-DOC-004', spec, LEAST_WINDOWS),
    ...maintenance(component),
    ...zones(view),
    ...backup(spec),
    ...restore(spec),
    ...identifierRule('PANKA-DOC-011', spec.name, 63),
  ];
}

function instanceClass({ instance, engine }: DocumentDbSpec): Finding[] {
  const at = '/instance/class';
  if (limitsOf(instance.class) === undefined)
    return [
      errorAt(
        at,
        'PANKA-DOC-001',
        `class ${instance.class} isn't offered by DocumentDB (db.t3.medium, db.t4g.medium, db.r5/r6g/r8g)`,
      ),
    ];
  if (!instance.class.startsWith('db.r8g.') || engine.version !== '4.0.0') return [];
  return [
    errorAt(
      at,
      'PANKA-DOC-001',
      `class ${instance.class} needs engine.version 5.0.0 or newer; ${engine.version} given`,
    ),
  ];
}

function storage({ storageType, engine }: DocumentDbSpec): Finding[] {
  if (storageType !== 'iopt1' || engine.version !== '4.0.0') return [];
  const message = `storageType iopt1 needs engine.version 5.0.0 or newer; ${engine.version} given`;
  return [errorAt('/storageType', 'PANKA-DOC-005', message)];
}

function parameters({ parameters, monitoring }: DocumentDbSpec): Finding[] {
  const { tls } = parameters;
  const findings =
    tls === undefined || TLS_VALUES.includes(tls)
      ? []
      : [errorAt('/parameters/tls', 'PANKA-DOC-002', tlsMessage(tls), 'tls: enabled')];
  const silent = monitoring.logs.filter((log) => ['disabled', 'none'].includes(parameters[LOG_PARAMETERS[log]] ?? ''));
  return [
    ...findings,
    ...silent.map((log) =>
      errorAt(
        `/parameters/${LOG_PARAMETERS[log]}`,
        'PANKA-DOC-006',
        `monitoring.logs has "${log}", but parameters.${LOG_PARAMETERS[log]} is ${parameters[LOG_PARAMETERS[log]]}: nothing would be written`,
      ),
    ),
  ];
}

function tlsMessage(tls: string): string {
  return tls === 'disabled'
    ? "tls parameter 'disabled' is refused"
    : `tls parameter '${tls}' isn't known; use ${TLS_VALUES.join(', ')}`;
}

function username({ database: { username } }: DocumentDbSpec): Finding[] {
  const refused = RESERVED.includes(username.toLowerCase())
    ? `username "${username}" is reserved by DocumentDB`
    : /^[a-zA-Z][a-zA-Z0-9]*$/.test(username)
      ? undefined
      : `username "${username}" must start with a letter and hold only letters and digits`;
  return refused === undefined ? [] : [errorAt('/database/username', 'PANKA-DOC-003', refused, 'username: docadmin')];
}

function maintenance({ spec, environmentClass }: ComponentOf<DocumentDbSpec>): Finding[] {
  const { applyImmediately, allowMajorVersionUpgrade } = spec.maintenance;
  if (allowMajorVersionUpgrade) return applyImmediately ? [] : [WAITING_UPGRADE];
  if (!applyImmediately || environmentClass !== 'production') return [];
  const message = 'maintenance.applyImmediately restarts instances at once: not in production';
  return [errorAt('/maintenance/applyImmediately', 'PANKA-DOC-007', message, 'applyImmediately: false')];
}

/** Every subnet group needs two zones, however many instances there are. */
function zones(view: ApplicationView): Finding[] {
  const found = zonesOf(view.infra);
  if (found === undefined || found.length > 1) return [];
  const message = `DocumentDB needs subnets in at least 2 availability zones; Networking has ${found.length} (${found.join(', ')})`;
  return [errorAt('/instance', 'PANKA-DOC-008', message)];
}

function backup({ backup }: DocumentDbSpec): Finding[] {
  if (backup.enabled) return [];
  return [errorAt('/backup/enabled', 'PANKA-DOC-009', "backups of DocumentDB can't be turned off")];
}

function restore({ restoreFrom }: DocumentDbSpec): Finding[] {
  if (restoreFrom === undefined || (restoreFrom.snapshot === undefined) !== (restoreFrom.pointInTime === undefined))
    return [];
  return [errorAt('/restoreFrom', 'PANKA-DOC-010', 'restoreFrom: give exactly one of snapshot, pointInTime')];
}
