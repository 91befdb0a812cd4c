import { expect } from 'chai';
import type { JournalEntry } from '../../../src/core/engine/journal-entry.js';
import { SlotJournal } from '../../../src/core/state/slot-journal.js';
import { failureOf } from '../../helpers/failure-of.js';
import { creation } from './state-samples.js';

describe('SlotJournal', () => {
  it('sends what is appended while a batch is under way as one batch, in order', async () => {
    const batches: number[][] = [];
    const gate = gated();
    const journal = new SlotJournal({
      put: async (k, entries) => {
        batches.push([k, ...entries.map((entry) => entry.sequenceID)]);
        await gate.passed;
      },
      describe: () => 'journal',
    });
    const entries = [1, 2, 3].flatMap((n) => creation(n, 'q'));
    const appended = [journal.append(entries.slice(0, 1))];
    await new Promise((resolve) => setImmediate(resolve));
    for (const entry of entries.slice(1)) appended.push(journal.append([entry]));
    gate.open();
    await Promise.all(appended);
    expect(batches).to.deep.equal([
      [1, 1],
      [2, 2, 3, 4, 5, 6],
    ]);
  });

  it('never writes again after a failure: neither what waits nor what comes later', async () => {
    let puts = 0;
    const gate = gated();
    const journal = new SlotJournal({
      put: async () => {
        puts += 1;
        await gate.passed;
        throw new Error('disk full');
      },
      describe: () => 'journal',
    });
    const outcomes = [journal.append(one()), Promise.resolve().then(() => journal.append(one()))];
    gate.open();
    const settled = await Promise.allSettled([
      ...outcomes,
      Promise.allSettled(outcomes).then(() => journal.append(one())),
    ]);
    expect(settled.map((outcome) => outcome.status)).to.deep.equal(['rejected', 'rejected', 'rejected']);
    expect(puts).to.equal(1);
    await journal.close();
  });

  it('waits in close for what is under way', async () => {
    const gate = gated();
    let stored = false;
    const journal = new SlotJournal({
      put: async () => {
        await gate.passed;
        stored = true;
      },
      describe: () => 'here',
    });
    void journal.append(one());
    setImmediate(gate.open);
    await journal.close();
    expect(stored).to.equal(true);
    expect((await failureOf(journal.append(one()))).message).to.include('here');
  });

  it('writes nothing for nothing', async () => {
    const journal = new SlotJournal({ put: () => Promise.reject(new Error('written')), describe: () => '' });
    await journal.append([]);
  });
});

function one(): readonly JournalEntry[] {
  return creation(1, 'q').slice(0, 1);
}

function gated(): { readonly passed: Promise<void>; readonly open: () => void } {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
