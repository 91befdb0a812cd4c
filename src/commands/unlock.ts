import { Args, Flags } from '@oclif/core';
import { auditedUnlock } from '../core/audit/audited-unlock.js';
import { notApproved } from '../core/execution/errors.js';
import { parseLockKey } from '../core/locks/lock-scope.js';
import { checksBeforeUnlock } from '../core/locks/lock-status.js';
import type { LockRecord, LockScope } from '../core/locks/lock-store.js';
import { lockToRemove } from '../core/locks/unlock.js';
import { stackFlags, yesFlag } from '../ui/flags.js';
import { lookUpLocks } from '../ui/looked-up-locks.js';
import { StackCommand } from '../ui/stack-command.js';
import { duration } from '../ui/style.js';

export default class Unlock extends StackCommand {
  static override summary = 'Remove a lock by hand, by its key and id';
  static override description =
    'Rarely needed: the lock of a holder that is gone is taken over by the next run. A holder that lives is stopped at its next renewal.';
  static override examples = ['<%= config.bin %> unlock stack:shop:env:development --id 6f1c… --sandbox'];
  static override args = { key: Args.string({ required: true, description: 'Key, as `panka locks list` shows it' }) };
  static override flags = {
    dir: stackFlags.dir,
    sandbox: stackFlags.sandbox,
    id: Flags.string({
      required: true,
      description: 'Id of the lock, so that no other than the one you looked at is removed',
    }),
    ...yesFlag,
  };

  async run() {
    const { args, flags } = await this.parse(Unlock);
    const session = this.open(flags);
    session.target();
    const { locks } = await session.stores();
    const lock = await lockToRemove({ store: locks, key: args.key, lockId: flags.id });
    const looked = (await lookUpLocks(session)).find(({ lockId }) => lockId === lock.lockId);
    if (!flags.yes) this.show(lock, looked === undefined ? [] : checksBeforeUnlock(looked));
    const text = 'Remove it? If its holder lives, it stops at its next step. Type yes:';
    if (!(await this.confirmed({ yes: flags.yes, text }))) throw notApproved();
    const { stack, environment } = parseLockKey(lock.lockKey) as LockScope;
    const at = { stack, environment };
    const ports = await session.ports({ command: 'panka unlock', emit: () => {}, at, id: this.runId });
    const removed = await auditedUnlock({ ports, at, lock });
    this.log(`Removed the lock of ${removed.lockedBy} (${removed.command}, ${removed.host} pid ${removed.pid}).`);
    return { removed };
  }

  private show(lock: LockRecord, checks: readonly string[]): void {
    const age = duration(Date.now() - lock.lockedAt * 1000);
    const run = lock.runUrl === undefined ? '' : `, ${lock.runUrl}`;
    this.note(
      `${lock.lockKey} was taken ${age} ago by ${lock.lockedBy} on ${lock.host} (${lock.command}, pid ${lock.pid}, run ${lock.metadata.deployment_id}${run}).`,
    );
    for (const check of checks) this.note(`  - ${check}`);
  }
}
