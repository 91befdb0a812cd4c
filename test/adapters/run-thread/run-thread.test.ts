import { expect } from 'chai';
import { AT, creation, UNIT } from '../../core/state/state-samples.js';
import { failureOf } from '../../helpers/failure-of.js';
import { blockUntil, ThreadWorld } from './thread-world.js';

describe('the thread of a run', () => {
  let world: ThreadWorld;

  beforeEach(() => {
    world = new ThreadWorld();
  });
  afterEach(() => world.close());

  it('renews the lease and writes the journal of a main thread that is busy', async () => {
    const { lease, journal } = await world.begin(world.thread());
    const written = journal.append(creation(1, 'a'));
    expect(blockUntil(() => (world.lockNow()?.beat ?? 0) >= 4 && world.journalNow().length === 1, 20_000)).to.equal(
      true,
    );
    // It is told of a renewal once that is stored.
    const told = () => {
      lease.assertHeld();
      return lease.lock.beat >= 4;
    };
    expect(blockUntil(told, 20_000)).to.equal(true);
    await written;
    await journal.close();
    const { state } = await world.stores();
    expect((await state.units.readUpdates(AT, UNIT, 0))[0]?.entries).to.deep.equal(creation(1, 'a'));
  });

  it('takes no entry for good once the lock is gone, and the lease says why', async () => {
    const { lease, journal } = await world.begin(world.thread());
    const { locks } = await world.stores();
    const [lock] = await locks.list();
    // Its last renewal may be under way.
    for (let held = lock; held !== undefined; [held] = await locks.list()) await locks.evict(held);
    const lost = new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    await lost;
    expect(lease.lost.reason).to.include({ code: 'LockLost', exitCode: 4 });
    expect(await failureOf(journal.append(creation(1, 'a')))).to.include({ code: 'LockLost' });
    await lease.release();
  });

  it('refuses the journal of an update that another run has begun, as the store does', async () => {
    const thread = world.thread();
    await (await world.begin(thread)).lease.release();
    const failure = await failureOf(world.begin(world.thread()));
    expect(failure).to.include({ code: 'StateConflict' });
    expect(failure.suggestions).to.deep.equal(['panka status', 'run the command again']);
  });

  it('is an error of its own once it has ended, for what waits and for what comes, and its lock is freed all the same', async () => {
    const thread = world.thread();
    const { lease, journal } = await world.begin(thread);
    const waiting = failureOf(journal.append(creation(1, 'a')));
    await thread.close();
    expect([await waiting, await failureOf(journal.append(creation(2, 'b')))].map(({ code }) => code)).to.deep.equal([
      'RunThreadEnded',
      'RunThreadEnded',
    ]);
    expect(() => lease.assertHeld()).to.throw('no further step is begun');
    await lease.release();
    expect(world.lockNow()).to.equal(undefined);
  });

  it('keeps no process alive, and nothing of it is left when it is closed', async () => {
    const ours = () => process.getActiveResourcesInfo().filter((name) => /Worker|MessagePort/.test(name));
    const before = ours();
    const thread = world.thread();
    const { lease, journal } = await world.begin(thread);
    await journal.append(creation(1, 'a'));
    expect(ours()).to.deep.equal(before);
    await journal.close();
    await lease.release();
    await thread.close();
    expect(ours()).to.deep.equal(before);
  });
});
