import { expect } from 'chai';
import type { StateStore } from '../../src/core/state/state-store.js';
import { AT, creation, deploymentOf, headOf, metaOf, UNIT } from '../core/state/state-samples.js';
import { failureOf } from '../helpers/failure-of.js';
import type { StateStoreClients } from './state-store.contract.js';

const NEW_OWNER = { fence: 2, run: 'run-2' };
const JOURNAL = 'stacks/shop/prod/pulumi/stack/updates/1/journal';

/** What every `StateStore` promises of its journals: what was appended is there, and a sealed writer is refused for good. */
export function journalContract(clients: () => StateStoreClients): void {
  writing(clients);
  sealing(clients);
  fencing(clients);
  pruning(clients);
  lateWriters(clients);
}

function writing(clients: () => StateStoreClients): void {
  it('shows an update that was begun and has no entries', async () => {
    const { first, second } = clients();
    await first.units.beginUpdate(AT, UNIT, metaOf(1, { pid: 7, host: 'one' }));
    const updates = await second.units.readUpdates(AT, UNIT, 0);
    expect(updates).to.deep.equal([{ meta: metaOf(1, { pid: 7, host: 'one' }), entries: [], sealed: false }]);
  });

  it('gives back all entries in order, of more than nine batches, also when they were appended at once', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    const batches = Array.from({ length: 12 }, (_, n) => creation(n + 1, `q${n}`));
    for (const batch of batches.slice(0, 11)) await journal.append(batch);
    await Promise.all(batches.slice(11).flatMap(([begin, end]) => [journal.append([begin]), journal.append([end])]));
    await journal.close();
    const [update] = await second.units.readUpdates(AT, UNIT, 0);
    expect(update?.entries).to.deep.equal(batches.flat());
  });

  it('has stored an entry for good when append resolves', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    for (const n of [1, 2, 3]) {
      await journal.append(creation(n, `q${n}`));
      expect((await second.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.have.length(2 * n);
    }
  });

  it('waits in close for what was appended, and takes nothing afterwards', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    const appended = journal.append(creation(1, 'q'));
    await journal.close();
    expect((await second.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.have.length(2);
    await appended;
    expect((await failureOf(journal.append(creation(2, 'q2')))).code).to.equal('JournalClosed');
  });

  it('gives a number to one run only', async () => {
    const { first, second } = clients();
    const begun = await Promise.allSettled(
      [first, second, first, second].map((store, n) =>
        store.units.beginUpdate(AT, UNIT, metaOf(1, { run: `run-${n}` })),
      ),
    );
    expect(begun.filter((outcome) => outcome.status === 'fulfilled')).to.have.length(1);
    expect((await failureOf(second.units.beginUpdate(AT, UNIT, metaOf(1, { run: 'late' })))).code).to.equal(
      'StateConflict',
    );
  });

  it('lists the updates after a number only, and the units that have any', async () => {
    const { first, second } = clients();
    for (const n of [1, 2, 10]) await first.units.beginUpdate(AT, UNIT, metaOf(n));
    await first.units.beginUpdate(AT, 'service.orders', metaOf(1));
    const numbers = async (after: number) =>
      (await second.units.readUpdates(AT, UNIT, after)).map((update) => update.meta.update);
    expect(await numbers(0)).to.deep.equal([1, 2, 10]);
    expect(await numbers(2)).to.deep.equal([10]);
    expect(await second.units.list?.(AT)).to.deep.equal(['service.orders', 'stack']);
  });

  for (const [what, tampering, says] of [
    ['damaged', { key: `${JOURNAL}/3`, change: (text: string) => text.replace('q3', 'q4') }, 'checksum'],
    ['missing', { key: `${JOURNAL}/2`, change: () => undefined }, 'slot 2'],
    ['another one', { key: `${JOURNAL}/2`, change: () => '{}' }, 'not written by panka'],
  ] as const) {
    it(`is an error, not a shorter journal, when a batch is ${what}`, async () => {
      const { first, second, tamper } = clients();
      const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
      for (const n of [1, 2, 3]) await journal.append(creation(n, `q${n}`));
      await tamper(tampering.key, tampering.change);
      const failure = await failureOf(second.units.readUpdates(AT, UNIT, 0));
      expect(failure.code).to.be.oneOf(['StateCorrupt', 'StateForeign']);
      expect(failure.message).to.include(says);
    });
  }
}

function sealing(clients: () => StateStoreClients): void {
  it('refuses the old writer for good once it is sealed', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    await second.units.seal(AT, UNIT, 1, NEW_OWNER);
    const failures = await Promise.all([
      failureOf(journal.append(creation(2, 'b'))),
      failureOf(journal.append(creation(3, 'c'))),
    ]);
    expect(failures.map((failure) => failure.code)).to.deep.equal(['JournalSealed', 'JournalSealed']);
    expect(failures[0]?.message).to.include('run-2');
    expect((await failureOf(journal.append(creation(4, 'd')))).code).to.equal('JournalSealed');
    const [update] = await second.units.readUpdates(AT, UNIT, 0);
    expect(update).to.deep.equal({ meta: metaOf(1), entries: creation(1, 'a'), sealed: true, sealedBy: NEW_OWNER });
  });

  it('can be sealed before its first entry, twice, and by an even newer owner', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    await second.units.seal(AT, UNIT, 1, NEW_OWNER);
    await second.units.seal(AT, UNIT, 1, NEW_OWNER);
    await first.units.seal(AT, UNIT, 1, { fence: 3, run: 'run-3' });
    expect((await failureOf(journal.append(creation(1, 'a')))).code).to.equal('JournalSealed');
  });

  it('is not sealed by an owner older than its writer or its seal', async () => {
    const { first, second } = clients();
    await first.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 5 }));
    expect((await failureOf(second.units.seal(AT, UNIT, 1, { fence: 4, run: 'late' }))).code).to.equal('StateFenced');
    await second.units.seal(AT, UNIT, 1, { fence: 7, run: 'new' });
    expect((await failureOf(second.units.seal(AT, UNIT, 1, { fence: 6, run: 'late' }))).code).to.equal('StateFenced');
  });

  it('never loses an entry to a seal, nor takes one after it', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    const stored: number[] = [];
    const writer = (async () => {
      for (let n = 1; n <= 2000; n += 1) {
        await journal.append(creation(n, `q${n}`));
        stored.push(n);
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    const refused = failureOf(writer);
    while (stored.length < 5) await new Promise((resolve) => setImmediate(resolve));
    await second.units.seal(AT, UNIT, 1, NEW_OWNER);
    const [update] = await second.units.readUpdates(AT, UNIT, 0);
    expect((await refused).code).to.equal('JournalSealed');
    expect(update?.sealed).to.equal(true);
    expect(update?.entries).to.deep.equal(stored.flatMap((n) => creation(n, `q${n}`)));
    expect(await second.units.readUpdates(AT, UNIT, 0)).to.deep.equal([update]);
  });
}

function fencing(clients: () => StateStoreClients): void {
  it('knows the highest fence of who began, wrote or sealed, and of nobody where there are none', async () => {
    const { first, second } = clients();
    expect(await second.units.highestFence(AT, UNIT, 0)).to.equal(0);
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 5 }));
    expect(await second.units.highestFence(AT, UNIT, 0)).to.equal(5);
    await journal.append(creation(1, 'a'));
    await second.units.seal(AT, UNIT, 1, { fence: 7, run: 'run-2' });
    await second.units.beginUpdate(AT, UNIT, metaOf(2, { fence: 6 }));
    expect(await first.units.highestFence(AT, UNIT, 0)).to.equal(7);
    expect(await first.units.highestFence(AT, UNIT, 1)).to.equal(6);
    expect(await first.units.highestFence(AT, UNIT, 2)).to.equal(0);
  });

  it('knows it too of a journal that was pruned but for its seal', async () => {
    const { first, second } = clients();
    await first.units.beginUpdate(AT, UNIT, metaOf(1));
    await second.units.seal(AT, UNIT, 1, { fence: 7, run: 'run-2' });
    await publish(second, 1);
    await second.units.prune(AT, UNIT, 1);
    expect(await first.units.highestFence(AT, UNIT, 0)).to.equal(7);
  });
}

function pruning(clients: () => StateStoreClients): void {
  it('removes journals up to a number and leaves the later ones', async () => {
    const { first, second } = clients();
    for (const n of [1, 2, 3]) {
      const journal = await first.units.beginUpdate(AT, UNIT, metaOf(n));
      await journal.append(creation(n, `q${n}`));
    }
    await publish(first, 2);
    await first.units.prune(AT, UNIT, 2);
    const left = await second.units.readUpdates(AT, UNIT, 0);
    expect(left.map((update) => update.meta.update)).to.deep.equal([3]);
  });

  it('does nothing when there is nothing', async () => {
    await clients().first.units.prune(AT, UNIT, 5);
  });
}

function lateWriters(clients: () => StateStoreClients): void {
  it('refuses a writer that slept until its sealed journal was recovered and pruned', async () => {
    const { first, second } = clients();
    const journal = await first.units.beginUpdate(AT, UNIT, metaOf(1));
    await journal.append(creation(1, 'a'));
    await second.units.seal(AT, UNIT, 1, NEW_OWNER);
    await publish(second, 1);
    await second.units.prune(AT, UNIT, 1);
    expect((await failureOf(journal.append(creation(2, 'b')))).code).to.equal('JournalSealed');
    expect(await second.units.readUpdates(AT, UNIT, 0)).to.deep.equal([]);
  });

  it('refuses to begin an update that others have begun, finished and pruned meanwhile', async () => {
    const { first, second } = clients();
    for (const n of [1, 2]) await second.units.beginUpdate(AT, UNIT, metaOf(n));
    await publish(second, 2);
    await second.units.prune(AT, UNIT, 2);
    expect((await failureOf(first.units.beginUpdate(AT, UNIT, metaOf(1, { run: 'late' })))).code).to.equal(
      'StateConflict',
    );
  });

  it('refuses to begin an update for a run whose fence is below that of the head', async () => {
    const { first, second } = clients();
    await second.writeState(AT, headOf({ fence: 5 }), undefined);
    expect((await failureOf(first.units.beginUpdate(AT, UNIT, metaOf(1, { fence: 4 })))).code).to.equal('StateFenced');
  });

  it('lets the newer of two units go on when their locks do not exclude each other', async () => {
    const { first, second } = clients();
    const fences = { 'service.users': 9 };
    await second.writeState(AT, headOf({ fence: 9, fences }), undefined);
    await first.units.beginUpdate(AT, 'service.orders', metaOf(1, { fence: 8 }));
    const failure = await failureOf(first.units.beginUpdate(AT, 'component.users.api', metaOf(1, { fence: 8 })));
    expect(failure.code).to.equal('StateFenced');
  });
}

/** What a new owner does after a recovery: checkpoint, then head. */
async function publish(store: StateStore, appliedUpdate: number): Promise<void> {
  await store.units.writeCheckpoint(AT, UNIT, deploymentOf('a'), undefined);
  await store.writeState(AT, headOf({ fence: 1, units: { [UNIT]: { appliedUpdate } } }), undefined);
}
