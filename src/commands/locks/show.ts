import { Args } from '@oclif/core';
import { invalidLockKey, lockNotFound } from '../../core/locks/errors.js';
import { parseLockKey } from '../../core/locks/lock-scope.js';
import { checksBeforeUnlock } from '../../core/locks/lock-status.js';
import { stackFlags } from '../../ui/flags.js';
import { lockView } from '../../ui/lock-view.js';
import { lookUpLocks } from '../../ui/looked-up-locks.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class LocksShow extends StackCommand {
  static override summary = 'Show one lock, its holder, and what to look at before it is removed by hand';
  static override examples = [
    '<%= config.bin %> locks show stack:shop:env:production',
    '<%= config.bin %> locks show stack:shop:env:production:service:orders --json',
  ];
  static override args = { key: Args.string({ required: true, description: 'Key, as `panka locks list` shows it' }) };
  static override flags = { dir: stackFlags.dir, sandbox: stackFlags.sandbox };

  async run() {
    const { args, flags } = await this.parse(LocksShow);
    const session = this.open(flags);
    session.target();
    if (parseLockKey(args.key) === undefined) throw invalidLockKey(args.key);
    const lock = (await lookUpLocks(session)).find(({ lockKey }) => lockKey === args.key);
    if (lock === undefined) throw lockNotFound(args.key);
    this.log(lockView(lock, this.out));
    return { lock, checks: checksBeforeUnlock(lock) };
  }
}
