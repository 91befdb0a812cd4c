import {
  addressKey,
  auditFolder,
  checkpointKey,
  parseAuditKey,
  parseHistoryKey,
  parseSnapshotKey,
  parseUpdateKey,
  secretsKey,
  stateKey,
  unitOfKey,
  unitsFolder,
} from '../state/object-keys.js';
import type { StateAddress } from '../state/state-store.js';

/** What an object of the layout is for. */
export type ObjectRole =
  | { readonly role: 'head' }
  | { readonly role: 'checkpoint'; readonly unit: string }
  | { readonly role: 'update'; readonly unit: string; readonly update: number }
  | { readonly role: 'journal'; readonly unit: string; readonly update: number; readonly k: number }
  | { readonly role: 'record'; readonly serial: number }
  | { readonly role: 'kept-head'; readonly serial: number }
  | { readonly role: 'kept-checkpoint'; readonly serial: number; readonly unit: string }
  | { readonly role: 'audit' }
  | { readonly role: 'secrets' }
  | { readonly role: 'set-aside' }
  | { readonly role: 'unknown' };

/** Where `repair` puts what it replaces. */
export function setAsideFolder(at: StateAddress): string {
  return `${addressKey(at)}/set-aside`;
}

export function roleOf(at: StateAddress, key: string): ObjectRole {
  if (key === stateKey(at)) return { role: 'head' };
  if (key === secretsKey(at)) return { role: 'secrets' };
  if (key.startsWith(`${setAsideFolder(at)}/`)) return { role: 'set-aside' };
  if (key.startsWith(`${auditFolder(at)}/`)) return { role: parseAuditKey(key) === undefined ? 'unknown' : 'audit' };
  if (key.startsWith(`${unitsFolder(at)}/`)) return roleInUnit(at, key);
  const serial = parseHistoryKey(key);
  if (serial !== undefined) return { role: 'record', serial };
  const kept = parseSnapshotKey(key);
  if (kept === undefined) return { role: 'unknown' };
  if (kept.unit === undefined) return { role: 'kept-head', serial: kept.serial };
  return { role: 'kept-checkpoint', serial: kept.serial, unit: kept.unit };
}

function roleInUnit(at: StateAddress, key: string): ObjectRole {
  const unit = unitOfKey(at, key);
  if (unit === undefined) return { role: 'unknown' };
  if (key === checkpointKey(at, unit)) return { role: 'checkpoint', unit };
  const part = parseUpdateKey(key);
  if (part === undefined) return { role: 'unknown' };
  if (part.k === undefined) return { role: 'update', unit, update: part.update };
  return { role: 'journal', unit, update: part.update, k: part.k };
}
