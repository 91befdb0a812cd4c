import { errorAt, warningAt } from '@panka/plugin-common';
import type { ComponentOf, Finding } from 'panka/sdk';
import type { RedisSpec } from './schema.js';
import { authOf, hasTls, isAtLeast, isServerless } from './settings.js';

/** Rules of encryption and logins. Source: ElastiCache user guide, "Data security". */
export function validateSecurity({ spec, environmentClass }: ComponentOf<RedisSpec>): Finding[] {
  const production = environmentClass === 'production';
  return [...iam(spec), ...token(spec), ...tls(spec, production), ...open(spec, production), ...users(spec)];
}

function iam(spec: RedisSpec): Finding[] {
  if (authOf(spec) !== 'iam') return [];
  const newEnough = isAtLeast(spec, spec.engine.type === 'valkey' ? '7.2' : '7.0');
  if (newEnough && hasTls(spec)) return [];
  const message = 'auth: iam needs valkey 7.2+ or redis 7.0+ and transitEncryption';
  return [errorAt('/security/auth', 'PANKA-RED-003', message)];
}

function token(spec: RedisSpec): Finding[] {
  const auth = authOf(spec);
  const findings: Finding[] = [];
  if (auth === 'token' && isServerless(spec))
    findings.push(
      errorAt('/security/auth', 'PANKA-RED-007', "auth: token isn't offered by mode serverless; use iam", 'auth: iam'),
    );
  if (auth !== 'token' && spec.security.authTokenSecret !== undefined)
    findings.push(errorAt('/security/authTokenSecret', 'PANKA-RED-011', `authTokenSecret isn't used by auth: ${auth}`));
  return findings;
}

function tls(spec: RedisSpec, production: boolean): Finding[] {
  const at = '/security/transitEncryption';
  if (spec.security.transitEncryption) return preferred(spec);
  if (isServerless(spec)) return [errorAt(at, 'PANKA-RED-008', 'a serverless cache always has TLS')];
  const found = [
    ...(authOf(spec) === 'token' ? [errorAt(at, 'PANKA-RED-008', 'auth: token needs transitEncryption')] : []),
  ];
  const message = 'transitEncryption is off: passwords and data can be read on the way';
  return [...found, production ? errorAt(at, 'PANKA-RED-008', message) : warningAt(at, 'PANKA-RED-008', message)];
}

/** On the way to TLS or back: nobody can log in with a password that others may read. */
function preferred(spec: RedisSpec): Finding[] {
  if (spec.security.transitEncryptionMode === 'required') return [];
  const at = '/security/transitEncryptionMode';
  const auth = authOf(spec);
  const [finding, message] =
    isServerless(spec) || auth !== 'none'
      ? ([errorAt, `transitEncryptionMode preferred needs auth: none and nodes; auth is ${auth}`] as const)
      : ([warningAt, 'transitEncryptionMode preferred takes plain text too: go on to required'] as const);
  return [finding(at, 'PANKA-RED-008', message, 'transitEncryptionMode: required')];
}

/** Within the security group everybody may do everything. */
function open(spec: RedisSpec, production: boolean): Finding[] {
  if (authOf(spec) !== 'none') return [];
  const message = 'auth: none lets in whoever reaches the port';
  const finding = production ? errorAt : warningAt;
  return [finding('/security/auth', 'PANKA-RED-012', message, 'auth: iam')];
}

function users(spec: RedisSpec): Finding[] {
  const { users } = spec.security;
  if (users.length > 0 && authOf(spec) !== 'iam')
    return [errorAt('/security/users', 'PANKA-RED-011', 'users need auth: iam', 'auth: iam')];
  return users.flatMap(({ name, accessString }, i) => {
    const at = `/security/users/${i}`;
    const twice = users.findIndex((other) => other.name === name) !== i;
    return [
      ...(twice ? [errorAt(`${at}/name`, 'PANKA-RED-011', `user "${name}" is there twice`)] : []),
      ...(/(^|\s)(>|#|nopass)/.test(accessString)
        ? [errorAt(`${at}/accessString`, 'PANKA-RED-011', `accessString of "${name}" sets a password; IAM decides`)]
        : []),
    ];
  });
}
