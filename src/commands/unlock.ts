import { Args, Flags } from '@oclif/core';
import { approvalNeeded, notApproved } from '../core/execution/errors.js';
import { unlockById } from '../core/locks/unlock.js';
import { stackFlags } from '../ui/flags.js';
import { askFor, canAsk } from '../ui/prompt.js';
import { StackCommand } from '../ui/stack-command.js';

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
    yes: Flags.boolean({ char: 'y', description: 'Do not ask' }),
  };

  async run() {
    const { args, flags } = await this.parse(Unlock);
    const session = this.open(flags);
    session.target();
    if (!flags.yes) await this.confirm(args.key);
    const { locks } = await session.stores();
    const removed = await unlockById({ store: locks, key: args.key, lockId: flags.id });
    this.log(`Removed the lock of ${removed.lockedBy} (${removed.command}, ${removed.host} pid ${removed.pid}).`);
    return { removed };
  }

  private async confirm(key: string): Promise<void> {
    if (this.jsonEnabled() || !canAsk()) throw approvalNeeded('panka unlock');
    if (!(await askFor(`Remove ${key}? Type yes: `, 'yes'))) throw notApproved();
  }
}
