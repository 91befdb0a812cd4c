import { stackFlags } from '../../ui/flags.js';
import { StackCommand } from '../../ui/stack-command.js';
import { duration } from '../../ui/style.js';

export default class LocksList extends StackCommand {
  static override summary = 'List locks: who, what, since when, and whether they can be taken over';
  static override examples = ['<%= config.bin %> locks list --sandbox'];
  static override flags = stackFlags;

  async run() {
    const { flags } = await this.parse(LocksList);
    const session = this.open(flags);
    session.target();
    const [{ locks }, { processLiveness }] = await Promise.all([
      session.stores(),
      import('../../adapters/local-locks/process-identity.js'),
    ]);
    const now = Date.now() / 1000;
    const found = await Promise.all(
      (await locks.list()).map(async (lock) => {
        const holder = await processLiveness(lock);
        return { ...lock, holder, canBeTakenOver: holder === 'gone' || lock.expiresAt < now };
      }),
    );
    if (found.length === 0) this.log('No locks.');
    for (const lock of found) {
      const free = lock.canBeTakenOver ? this.out('yellow', 'its holder is gone: the next run takes it over') : 'held';
      this.log(
        `${this.out('bold', lock.lockKey)}\n  ${lock.lockedBy}, ${lock.command}, ${lock.host} pid ${lock.pid}, for ${duration((now - lock.lockedAt) * 1000)}, beat ${lock.beat}, ${free}`,
      );
      this.log(`  panka unlock ${lock.lockKey} --id ${lock.lockId}`);
    }
    return { locks: found };
  }
}
