import { errorAt, identifierRule, windowRules, zonesOf } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { MemoryDbSpec, UserSpec } from './schema.js';
import { VERSIONS, versionOf } from './settings.js';

/** Minutes. Source: CreateCluster, SnapshotWindow and MaintenanceWindow. */
const LEAST_WINDOWS = { backup: 60, maintenance: 60 };
/** Characters of a cluster's name. Source: CreateCluster. */
const NAME_LENGTH = 40;

/** Rules of MemoryDB that the schema cannot express. Source: MemoryDB developer guide. */
export function validate(component: ComponentOf<MemoryDbSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...nodeType(spec),
    ...replicas(component, view),
    ...identifierRule('PANKA-MDB-003', spec.name, NAME_LENGTH),
    ...version(spec),
    ...users(spec),
    ...windowRules('PANKA-MDB-006', spec, LEAST_WINDOWS),
  ];
}

function nodeType({ cluster: { nodeType } }: MemoryDbSpec): Finding[] {
  if (/^db\.[a-z0-9]+\.[a-z0-9]+$/.test(nodeType)) return [];
  const message = `nodeType ${nodeType}: MemoryDB types start with db.`;
  const suggestion = nodeType.startsWith('cache.') ? `nodeType: db.${nodeType.slice('cache.'.length)}` : undefined;
  return [errorAt('/cluster/nodeType', 'PANKA-MDB-001', message, suggestion)];
}

/** A replica takes over only from another zone than the one that is lost. */
function replicas({ spec, environmentClass }: ComponentOf<MemoryDbSpec>, view: ApplicationView): Finding[] {
  if (environmentClass !== 'production') return [];
  const { replicasPerShard } = spec.cluster;
  const at = '/cluster/replicasPerShard';
  if (replicasPerShard === 0)
    return [errorAt(at, 'PANKA-MDB-002', "replicasPerShard 0 isn't allowed in production", 'replicasPerShard: 1')];
  const zones = zonesOf(view.infra);
  if (zones === undefined || zones.length > 1) return [];
  const message = `replicas need 2 availability zones in production; Networking has ${zones.length} (${zones.join(', ')})`;
  return [errorAt(at, 'PANKA-MDB-002', message)];
}

function version(spec: MemoryDbSpec): Finding[] {
  const { type } = spec.engine;
  const version = versionOf(spec);
  if (!VERSIONS[type].includes(version)) {
    const offered = [...VERSIONS[type]].sort().join(', ');
    const message = `engine.version "${version}" isn't offered for ${type}; use ${offered}`;
    return [errorAt('/engine/version', 'PANKA-MDB-004', message)];
  }
  if (spec.security.auth !== 'iam' || version !== '6.2') return [];
  return [errorAt('/security/auth', 'PANKA-MDB-004', 'auth: iam needs version 7.0 or newer; 6.2 given')];
}

function users({ security: { auth, users } }: MemoryDbSpec): Finding[] {
  if (auth === 'password' && users.length === 0)
    return [errorAt('/security/users', 'PANKA-MDB-005', 'auth: password needs users with a passwordSecret')];
  return users.flatMap((user, i) =>
    userProblems(user, auth, users.findIndex(({ name }) => name === user.name) !== i).map(([field, message]) =>
      errorAt(`/security/users/${i}${field}`, 'PANKA-MDB-005', message),
    ),
  );
}

function userProblems(user: UserSpec, auth: string, twice: boolean): [field: string, message: string][] {
  const { name, accessString, passwordSecret } = user;
  return [
    ...(twice ? [['/name', `user "${name}" is there twice`] as [string, string]] : []),
    ...(/(^|\s)(>|#|nopass)/.test(accessString)
      ? [['/accessString', `accessString of "${name}" sets a password; use passwordSecret`] as [string, string]]
      : []),
    ...(auth === 'password' && passwordSecret === undefined
      ? [['', `user "${name}" needs a passwordSecret`] as [string, string]]
      : []),
    ...(auth === 'iam' && passwordSecret !== undefined
      ? [['/passwordSecret', `user "${name}" logs in with IAM; passwordSecret isn't used`] as [string, string]]
      : []),
  ];
}
