import { stackFlags } from '../../ui/flags.js';
import { lockListView } from '../../ui/lock-view.js';
import { lookUpLocks } from '../../ui/looked-up-locks.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class LocksList extends StackCommand {
  static override summary = 'List locks: who, what, since when, and whether they can be taken over';
  static override description = 'Locks of stacks, services and components, whatever stack they belong to.';
  static override examples = ['<%= config.bin %> locks list --sandbox', '<%= config.bin %> locks list --json'];
  static override flags = stackFlags;

  async run() {
    const { flags } = await this.parse(LocksList);
    const session = this.open(flags);
    session.target();
    const locks = await lookUpLocks(session);
    this.log(lockListView(locks, this.out));
    return { locks };
  }
}
