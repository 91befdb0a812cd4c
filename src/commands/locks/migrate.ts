import { Flags } from '@oclif/core';
import { parseDuration } from '../../core/config/parse-duration.js';
import { approvalNeeded } from '../../core/execution/errors.js';
import type { DeploymentEvent } from '../../core/execution/events.js';
import { migrateGranularity } from '../../core/execution/migrate-granularity.js';
import type { LockGranularity } from '../../core/locks/lock-store.js';
import { addressOf } from '../../core/model/state-address.js';
import { lockFlags, stackFlags } from '../../ui/flags.js';
import { Interruption } from '../../ui/interruption.js';
import { ProgressLines } from '../../ui/progress-lines.js';
import { askFor, canAsk } from '../../ui/prompt.js';
import { StackCommand } from '../../ui/stack-command.js';

export default class LocksMigrate extends StackCommand {
  static override summary = 'Bring the state of a deployed stack to the lockGranularity of its manifests';
  static override description =
    'Takes the lock of the whole stack and moves every record into the state of its new unit. Nothing in the cloud is changed. Killed on the way, it can be run again.';
  static override examples = ['<%= config.bin %> locks migrate --sandbox', '<%= config.bin %> locks migrate --yes'];
  static override flags = {
    ...stackFlags,
    ...lockFlags,
    yes: Flags.boolean({ char: 'y', aliases: ['auto-approve'], description: 'Do not ask' }),
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
    if (yes) return true;
    this.note(`The state is kept by ${from}; it would be kept and locked by ${to}. No resource is touched.`);
    if (this.jsonEnabled() || !canAsk()) throw approvalNeeded('panka locks migrate');
    return askFor('Move it? Type yes: ', 'yes');
  }
}
