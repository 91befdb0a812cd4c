import type { AuditEnd, AuditStart } from '../../../src/core/audit/audit-entry.js';

export function startOf(run: string, change: Partial<AuditStart> = {}): AuditStart {
  return {
    event: 'started',
    run,
    unit: 'stack',
    at: '2026-11-23T10:00:00.000Z',
    command: 'panka apply',
    arguments: ['apply', '--yes'],
    actor: { user: 'anna', host: 'one', pid: 41 },
    lock: { key: 'stack:shop:env:prod', id: `lock-of-${run}`, fence: 7 },
    serial: 3,
    ...change,
  };
}

export function endOf(run: string, change: Partial<AuditEnd> = {}): AuditEnd {
  return {
    event: 'ended',
    run,
    unit: 'stack',
    at: '2026-11-23T10:01:00.000Z',
    command: 'panka apply',
    outcome: 'succeeded',
    durationMs: 60_000,
    serial: 4,
    ...change,
  };
}
