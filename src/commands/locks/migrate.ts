import { parseDuration } from '../../core/config/parse-duration.js';
import type { DeploymentEvent } from '../../core/execution/events.js';
import { migrateGranularity } from '../../core/execution/migrate-granularity.js';
import type { LockGranularity } from '../../core/locks/lock-store.js';
import { addressOf } from '../../core/model/state-address.js';
import { lockFlags, stackFlags, yesFlag } from '../../ui/flags.js';
import { Interruption } from '../../ui/interruption.js';
import { ProgressLines } from '../../ui/progress-lines.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class LocksMigrate extends StackCommand {
  static override summary = 'Bring the state of a deployed stack to the lockGranularity of its manifests';
  static override description =
    'Takes the lock of the whole stack and moves every record into the state of its new unit. Nothing in the cloud is changed. Killed on the way, it can be run again.';
  static override examples = ['<%= config.bin %> locks migrate --sandbox', '<%= config.bin %> locks migrate --yes'];
  static override flags = {
    ...stackFlags,
    ...lockFlags,
    ...yesFlag,
  };

  async run() {
    const { flags } = await this.parse(LocksMigrate);
    const session = this.open(flags);
    const application = await this.application();
    const at = addressOf(application);
    const progress = new ProgressLines((line) => this.note(line), this.err);
    const emit = (event: DeploymentEvent) => progress.handle(event);
    const interruption = new Interruption(emit);
    const ports = await session.ports({ application, command: 'panka locks migrate', emit, at, id: this.runId });
    const migration = await migrateGranularity({
      ports,
      desired: await session.desire(application),
      lockTimeout: parseDuration(String(session.settings.lockTimeout.value)),
      approve: (from, to) => this.approve(flags.yes, from, to),
      signal: interruption.signal,
    }).finally(() => interruption.close());
    const { status, from, to, units } = migration;
    const done = status === 'succeeded' ? `Moved from ${from} to ${to}` : `Nothing to do: the level is ${to}`;
    this.log(`${done}. Units: ${units.join(', ') || 'none'}.`);
    return migration;
  }

  private async approve(yes: boolean, from: LockGranularity, to: LockGranularity): Promise<boolean> {
    if (!yes) this.note(`The state is kept by ${from}; it would be kept and locked by ${to}. No resource is touched.`);
    return this.confirmed({ yes, text: 'Move it? Type yes:' });
  }
}
