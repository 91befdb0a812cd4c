import { expect } from 'chai';
import type { AuditEntry } from '../../../src/core/audit/audit-entry.js';
import { type AuditedRequest, audited } from '../../../src/core/audit/audited.js';
import { PankaError } from '../../../src/core/diagnostics/panka-error.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from '../state/memory-objects.js';
import { AT } from '../state/state-samples.js';

interface Result {
  readonly status: string;
  readonly serial: number;
}

describe('an audited command', () => {
  let objects: MemoryObjects;
  let state: ObjectStateStore;
  beforeEach(() => {
    objects = new MemoryObjects();
    state = new ObjectStateStore(objects);
  });

  const request = (): AuditedRequest<Result> => ({
    ...{ state, at: AT, unit: 'stack', serial: 3 },
    target: { name: 'sandbox', account: '000000000000', region: 'eu-central-1' },
    run: {
      ...{ id: 'run-1', command: 'panka apply', arguments: ['apply', '--yes'], by: 'anna', host: 'one', pid: 41 },
      ...{ ciRunId: '77', runUrl: 'https://ci/77', awsCaller: async () => 'arn:aws:iam::1:user/anna' },
    },
    lock: { key: 'stack:shop:env:prod', id: 'lock-1', fence: 9 },
    resultOf: ({ status, serial }) => ({ outcome: status, serial }),
  });
  const entries = async (): Promise<readonly AuditEntry[]> => (await state.audit.read(AT, {})).entries;

  it('is written down before it begins, with who, from where, what, and under which lock', async () => {
    let seen: readonly AuditEntry[] = [];
    await audited(request(), async () => {
      seen = await entries();
      return { status: 'succeeded', serial: 4 };
    });
    const { at, ...start } = seen[0] as AuditEntry;
    expect(Date.parse(at)).to.be.closeTo(Date.now(), 60_000);
    expect(seen).to.have.length(1);
    expect(start).to.deep.equal({
      ...{ event: 'started', run: 'run-1', unit: 'stack', command: 'panka apply', arguments: ['apply', '--yes'] },
      actor: {
        ...{ user: 'anna', host: 'one', pid: 41, ciRunId: '77', runUrl: 'https://ci/77' },
        awsCaller: 'arn:aws:iam::1:user/anna',
      },
      lock: { key: 'stack:shop:env:prod', id: 'lock-1', fence: 9 },
      target: 'sandbox 000000000000/eu-central-1',
      serial: 3,
    });
  });

  it('is written down with its outcome and the serial that it left', async () => {
    await audited(request(), async () => ({ status: 'failed', serial: 4 }));
    expect((await entries())[1]).to.include({ event: 'ended', outcome: 'failed', serial: 4, run: 'run-1' });
  });

  it('is written down with the code of the error that stopped it', async () => {
    const error = await failureOf(() =>
      audited(request(), async () => {
        throw new PankaError({ code: 'DataLoss', message: 'no' });
      }),
    );
    expect(error.code).to.equal('DataLoss');
    expect((await entries())[1]).to.include({ event: 'ended', outcome: 'error', errorCode: 'DataLoss' });
  });

  it('does not begin when that cannot be written down', async () => {
    objects.write = async () => {
      throw new Error('disk full');
    };
    let begun = false;
    const error = await failureOf(() =>
      audited(request(), async () => {
        begun = true;
        return { status: 'succeeded', serial: 4 };
      }),
    );
    expect(error.code).to.equal('AuditUnwritable');
    expect(error.message).to.include('disk full').and.include('nothing was begun');
    expect(begun).to.equal(false);
  });

  it('says that it succeeded when only its end could not be written down', async () => {
    const error = await failureOf(() =>
      audited(request(), async () => {
        objects.write = async () => {
          throw new Error('disk full');
        };
        return { status: 'succeeded', serial: 4 };
      }),
    );
    expect(error.code).to.equal('AuditIncomplete');
    expect(error.message).to.include('ended with "succeeded"');
  });

  it('keeps its own error when its end cannot be written down either', async () => {
    const error = await failureOf(() =>
      audited(request(), async () => {
        objects.write = async () => {
          throw new Error('disk full');
        };
        throw new PankaError({ code: 'LockLost', message: 'gone' });
      }),
    );
    expect(error.code).to.equal('LockLost');
  });
});
