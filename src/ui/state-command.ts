import { parseDuration } from '../core/config/parse-duration.js';
import type { Application } from '../core/model/application.js';
import type { StateAddress } from '../core/state/state-store.js';
import type { StateChangeRequest } from '../core/state-admin/state-change.js';
import { Interruption } from './interruption.js';
import { ProgressLines } from './progress-lines.js';
import { StackCommand } from './stack-command.js';

interface Located {
  readonly at: StateAddress;
  /** Decides region and account of the target; absent where only the state is left. */
  readonly application?: Application;
}

/** A command that changes the state by hand: shows what it would do, asks, and does it under the lock. */
export abstract class StateCommand extends StackCommand {
  /** Runs with everything that a change of the state needs; Ctrl-C while it waits or asks stops it. */
  protected async changing<T>(
    { at, application }: Located,
    work: (request: StateChangeRequest) => Promise<T>,
  ): Promise<T> {
    const progress = new ProgressLines((line) => this.note(line), this.err);
    const interruption = new Interruption((event) => progress.handle(event));
    try {
      const ports = await this.session.ports({
        ...{ command: this.typed, at, id: this.runId },
        ...(application !== undefined && { application }),
        emit: (event) => progress.handle(event),
      });
      const lockTimeout = parseDuration(String(this.session.settings.lockTimeout.value));
      return await work({ ports, at, lockTimeout, signal: interruption.signal });
    } finally {
      interruption.close();
    }
  }

  /** Shows it on stderr and asks, unless `--yes` was given. Throws ApprovalNeeded where nobody can be asked. */
  protected async approved(shown: string, yes: boolean): Promise<boolean> {
    this.note(shown);
    return this.confirmed({ yes, text: 'Do this? Type yes:' });
  }
}
