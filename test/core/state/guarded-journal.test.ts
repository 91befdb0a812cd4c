import { expect } from 'chai';
import { lockLost } from '../../../src/core/locks/errors.js';
import type { LockRecord } from '../../../src/core/locks/lock-store.js';
import { guardedJournal } from '../../../src/core/state/guarded-journal.js';
import type { StateJournal } from '../../../src/core/state/state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { creation } from './state-samples.js';

describe('guardedJournal', () => {
  let stored: number;
  let isHeld: boolean;
  let onAppend: () => void;
  beforeEach(() => {
    stored = 0;
    isHeld = true;
    onAppend = () => {};
  });

  it('appends and closes while the lock is held', async () => {
    const journal = guarded();
    await journal.append(creation(1, 'a'));
    await journal.close();
    expect(stored).to.equal(2);
  });

  it('still writes what a call has made when the lock is lost, and stops then', async () => {
    isHeld = false;
    expect((await failureOf(guarded().append(creation(1, 'a').slice(1)))).code).to.equal('LockLost');
    expect(stored).to.equal(1);
  });

  it('lets no step begin when the lock was lost while its entry was on the way', async () => {
    onAppend = () => {
      isHeld = false;
    };
    expect((await failureOf(guarded().append(creation(1, 'a')))).code).to.equal('LockLost');
    expect(stored).to.equal(2);
  });

  function guarded(): StateJournal {
    const journal: StateJournal = {
      append: async (entries) => {
        stored += entries.length;
        onAppend();
      },
      close: async () => {},
    };
    return guardedJournal(journal, () => {
      if (!isHeld) throw lockLost({ lockKey: 'stack:shop:env:prod' } as LockRecord, 'gone');
    });
  }
});
