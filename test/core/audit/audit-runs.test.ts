import { expect } from 'chai';
import { auditedRuns } from '../../../src/core/audit/audit-runs.js';
import { endOf, startOf } from './audit-samples.js';

const NONE: ReadonlySet<string> = new Set();

describe('the runs of the audit trail', () => {
  it('have what their start and their end say', () => {
    const [run, ...more] = auditedRuns([startOf('run-1'), endOf('run-1')], { heldLocks: NONE });
    expect(more).to.deep.equal([]);
    expect(run).to.include({
      ...{ run: 'run-1', command: 'panka apply', outcome: 'succeeded', durationMs: 60_000 },
      ...{
        serialBefore: 3,
        serialAfter: 4,
        startedAt: '2026-11-23T10:00:00.000Z',
        endedAt: '2026-11-23T10:01:00.000Z',
      },
    });
  });

  it('are unknown when they were killed, and running while their lock is held', () => {
    const entries = [startOf('killed'), startOf('running')];
    const runs = auditedRuns(entries, { heldLocks: new Set(['lock-of-running']) });
    expect(Object.fromEntries(runs.map(({ run, outcome }) => [run, outcome]))).to.deep.equal({
      killed: 'unknown',
      running: 'running',
    });
  });

  it('are two when one run locked two units', () => {
    const entries = ['service.api', 'service.web'].flatMap((unit) => [
      startOf('run-1', { unit }),
      endOf('run-1', { unit }),
    ]);
    expect(auditedRuns(entries, { heldLocks: NONE }).map(({ unit }) => unit)).to.have.members([
      'service.api',
      'service.web',
    ]);
  });

  it('are newest first, of one command and since a moment', () => {
    const entries = [
      startOf('a', { at: '2026-11-20T10:00:00.000Z' }),
      startOf('b', { command: 'panka state restore', at: '2026-11-22T10:00:00.000Z' }),
      startOf('c', { at: '2026-11-23T10:00:00.000Z' }),
    ];
    const runs = (query: object) => auditedRuns(entries, { heldLocks: NONE, ...query }).map(({ run }) => run);
    expect(runs({})).to.deep.equal(['c', 'b', 'a']);
    expect(runs({ command: 'apply' })).to.deep.equal(['c', 'a']);
    expect(runs({ command: 'state' })).to.deep.equal(['b']);
    expect(runs({ since: Date.parse('2026-11-22T00:00:00.000Z') })).to.deep.equal(['c', 'b']);
  });

  it('can be told from an end whose start is gone', () => {
    const [run] = auditedRuns([endOf('run-1')], { heldLocks: NONE });
    expect(run).to.include({ run: 'run-1', outcome: 'succeeded', startedAt: '2026-11-23T10:01:00.000Z' });
  });
});
