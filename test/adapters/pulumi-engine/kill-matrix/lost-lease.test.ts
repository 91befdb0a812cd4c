import { expect } from 'chai';
import { LocalLockStore } from '../../../../src/adapters/local-locks/local-lock-store.js';
import type { DeploymentOutcome } from '../../../../src/core/execution/deployment-outcome.js';
import type { StateStore } from '../../../../src/core/state/state-store.js';
import { withStockCli } from '../../../helpers/with-stock-cli.js';
import { watchingAppends } from './kill-point.js';
import { AFTER } from './kill-programs.js';
import { KillStage } from './kill-stage.js';
import { signalGroup, startedClis } from './watched-cli.js';

/** Changes that were begun. */
const CHANGES: readonly string[] = ['create', 'update', 'delete'];

withStockCli((cli) => {
  describe('a deployment with the stock CLI whose lock another run takes over', function () {
    this.timeout(120_000);
    let stage: KillStage;

    before(async () => {
      stage = new KillStage(cli());
      await stage.prepare();
    });
    after(() => stage?.close());

    const changes = () =>
      stage.served.events().filter(({ phase, verb }) => phase === 'begun' && CHANGES.includes(verb)).length;

    /** Its lock is taken away and the other run is done before the append with this number is written. */
    async function losesAt(nth: number, stopsCli: boolean) {
      await stage.putBack();
      let before = Number.NaN;
      let other: DeploymentOutcome | undefined;
      let attempt = 0;
      const overtaken = async (): Promise<void> => {
        const cli = startedClis(stage.project.folder).at(-1) as number;
        if (stopsCli) signalGroup(cli, 'SIGSTOP');
        for (const lock of await stage.project.locks.list()) await stage.project.locks.evict(lock);
        other = await stage.apply();
        before = changes();
        if (stopsCli) signalGroup(cli, 'SIGCONT');
      };
      const state = (own: StateStore) =>
        watchingAppends(own, ({ when }) => (when === 'before' && ++attempt === nth ? overtaken() : undefined));
      const lost = await stage.project.apply(AFTER, { state, locks: locksOfAnother(stage) }).catch((error) => error);
      return { lost, other, late: changes() - before };
    }

    for (const [name, nth, stopped] of [
      ['before the first step', 1, false],
      ['in the middle, with steps under way', 14, false],
      ['late', 40, false],
      ['while the CLI is stopped', 20, true],
    ] as const)
      it(`changes nothing any more and says so once; the other run finishes it: ${name}`, async () => {
        const { lost, other, late } = await losesAt(nth, stopped);
        expect(other?.errors).to.deep.equal([]);
        expect(other?.status).to.equal('succeeded');
        expect(late, 'changes of the run without a lock').to.equal(0);
        expect(lost).to.be.instanceOf(Error);
        expect(lost)
          .to.have.property('code')
          .that.is.oneOf(['JournalSealed', 'LockLost', 'StateFenced', 'StateConflict']);
        await stage.expectWhole();
      });
  });
});

/** Of a process of its own, as far as locks can tell. */
function locksOfAnother({ project }: KillStage): LocalLockStore {
  return new LocalLockStore({ folder: project.folders.locks });
}
