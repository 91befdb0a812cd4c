import { invalidStateName } from './errors.js';
import type { StateAddress } from './state-store.js';

/** `stacks/{stack}/{environment}`. Source of the layout: docs/architecture.md, "State". */
export function addressKey(at: StateAddress): string {
  return `stacks/${segment('stack', at.stack)}/${segment('environment', at.environment)}`;
}

export function stateKey(at: StateAddress): string {
  return `${addressKey(at)}/state.json`;
}

/** The data keys of its secrets, wrapped. */
export function secretsKey(at: StateAddress): string {
  return `${addressKey(at)}/secrets.json`;
}

export function historyFolder(at: StateAddress): string {
  return `${addressKey(at)}/history`;
}

export function historyKey(at: StateAddress, serial: number): string {
  return `${historyFolder(at)}/${serial}.json`;
}

/** The head as it was written with this serial. */
export function snapshotStateKey(at: StateAddress, serial: number): string {
  return `${historyFolder(at)}/${serial}/state.json`;
}

/** The checkpoint that the unit had from this serial on. */
export function snapshotCheckpointKey(at: StateAddress, serial: number, unit: string): string {
  return `${historyFolder(at)}/${serial}/${segment('unit', unit)}.checkpoint.json`;
}

export function unitsFolder(at: StateAddress): string {
  return `${addressKey(at)}/pulumi`;
}

function unitFolder(at: StateAddress, unit: string): string {
  return `${unitsFolder(at)}/${segment('unit', unit)}`;
}

export function checkpointKey(at: StateAddress, unit: string): string {
  return `${unitFolder(at, unit)}/checkpoint.json`;
}

export function updatesFolder(at: StateAddress, unit: string): string {
  return `${unitFolder(at, unit)}/updates`;
}

export function metaKey(at: StateAddress, unit: string, update: number): string {
  return `${updatesFolder(at, unit)}/${update}/meta.json`;
}

export function journalKey(at: StateAddress, unit: string, slot: JournalSlot): string {
  return `${updatesFolder(at, unit)}/${slot.update}/journal/${slot.k}`;
}

export interface JournalSlot {
  readonly update: number;
  /** From 1, consecutive. */
  readonly k: number;
}

/** The unit that a key below `unitsFolder` belongs to. */
export function unitOfKey(at: StateAddress, key: string): string | undefined {
  const first = key.slice(unitsFolder(at).length + 1).split('/')[0];
  return first === undefined || first === '' ? undefined : decodeURIComponent(first);
}

/** What a key below `updatesFolder` is; undefined for anything that is not part of the layout. */
export function parseUpdateKey(key: string): { readonly update: number; readonly k?: number } | undefined {
  const match = /\/updates\/(\d+)\/(?:meta\.json|journal\/(\d+))$/.exec(key);
  if (match === null) return undefined;
  return match[2] === undefined ? { update: Number(match[1]) } : { update: Number(match[1]), k: Number(match[2]) };
}

/** Serial and unit (none for the head) of a kept state; undefined for anything that is not part of the layout. */
export function parseSnapshotKey(key: string): { readonly serial: number; readonly unit?: string } | undefined {
  const match = /\/history\/(\d+)\/(?:state|([^/]+)\.checkpoint)\.json$/.exec(key);
  if (match === null) return undefined;
  const serial = Number(match[1]);
  return match[2] === undefined ? { serial } : { serial, unit: decodeURIComponent(match[2]) };
}

/** Serial of a key below `historyFolder`. */
export function parseHistoryKey(key: string): number | undefined {
  const match = /\/history\/(\d+)\.json$/.exec(key);
  return match === null ? undefined : Number(match[1]);
}

export function auditFolder(at: StateAddress): string {
  return `${addressKey(at)}/audit`;
}

/** `date`: `2026-11-23`. */
export function auditDayFolder(at: StateAddress, date: string): string {
  return `${auditFolder(at)}/${date}`;
}

/** Both entries of a run stand in the folder of the day on which they were written. */
export function auditKey(at: StateAddress, entry: AuditKeyParts): string {
  const name = `${segment('run', entry.run)}-${segment('unit', entry.unit)}-${entry.event}.ndjson`;
  return `${auditDayFolder(at, entry.at.slice(0, 10))}/${name}`;
}

export interface AuditKeyParts {
  readonly run: string;
  readonly unit: string;
  readonly event: 'started' | 'ended';
  /** ISO time. */
  readonly at: string;
}

/** Run (with its unit) and event of a key below `auditFolder`; undefined for anything that is not part of the layout. */
export function parseAuditKey(key: string): { readonly run: string; readonly event: string } | undefined {
  const match = /\/audit\/\d{4}-\d\d-\d\d\/([^/]+)-(started|ended)\.ndjson$/.exec(key);
  return match === null ? undefined : { run: match[1] ?? '', event: match[2] ?? '' };
}

/** One path segment: names that would leave the folder, hide, or collide with our own files are refused. */
function segment(what: string, name: string): string {
  const encoded = encodeURIComponent(name);
  if (encoded === '' || encoded.startsWith('.') || encoded.length > 200) throw invalidStateName(what, name);
  return encoded;
}
