import type { UnitIdentity } from '../../core/engine/deployment-engine.js';
import { requireIntegrity } from '../../core/engine/deployment-integrity.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import type { JournalEntry } from '../../core/engine/journal-entry.js';
import { replayJournal } from '../../core/engine/replay.js';
import type { StateJournal } from '../../core/state/state-store.js';
import { engineCancelled } from './errors.js';
import { HttpRefusal } from './http-refusal.js';
import { JournalIntake } from './journal-intake.js';
import { knownEntries } from './known-entries.js';
import { storedEntry } from './stored-entry.js';
import { Update, type UpdateRequestOptions, type UpdateStatus } from './update.js';

export interface ServedUnit {
  readonly unit: UnitIdentity;
  /** What was deployed before; the journal's entries count its resources. */
  readonly base: DeploymentV3 | undefined;
  /** Absent: for previews only. */
  readonly journal?: StateJournal;
  /** Before entries are stored. Rejecting refuses the steps that they begin and all later ones. */
  readonly beforeAppend?: (entries: readonly JournalEntry[]) => Promise<void>;
}

/** One unit while it is served: one update and any number of previews. */
export interface UnitService {
  /** Accepted so far, in the order of their arrival. */
  readonly entries: readonly JournalEntry[];
  /** Why no step is begun any more: the first error of journal, `beforeAppend` or `refuse`. */
  readonly refusal: Error | undefined;
  /** How the update ended, as the CLI said; undefined while it has not. */
  readonly completed: UpdateStatus | undefined;
  /** The base and what was accepted since. Throws `DeploymentBroken` or `JournalUnreadable`. */
  deployment(): DeploymentV3;
  /** From outside: the lease was lost, the run was cancelled. */
  refuse(error: Error): void;
  /** No step is begun any more, with this error for those that would; what is under way ends and is recorded. */
  stop(error: Error): void;
  close(): void;
}

export class ServedStack implements UnitService {
  readonly unit: UnitIdentity;
  readonly #base: DeploymentV3;
  readonly #intake: JournalIntake | undefined;
  readonly #updates = new Map<string, Update>();

  constructor(
    served: ServedUnit,
    private readonly onClose: () => void,
  ) {
    const { unit, base, journal, beforeAppend } = served;
    this.unit = unit;
    this.#base = base ?? replayJournal(undefined, [], { time: new Date().toISOString() });
    this.#intake = journal && new JournalIntake({ journal, beforeAppend });
  }

  get entries(): readonly JournalEntry[] {
    return this.#intake?.entries ?? [];
  }

  get refusal(): Error | undefined {
    return this.#intake?.refusal;
  }

  get completed(): UpdateStatus | undefined {
    return this.active?.status;
  }

  /** The one update that is no preview. */
  get active(): Update | undefined {
    return [...this.#updates.values()].find(({ options }) => !options.dryRun);
  }

  /** Newest first, previews left out. */
  get history(): readonly Update[] {
    return this.active === undefined ? [] : [this.active];
  }

  /** What an engine reads: the base as long as its update runs, whose entries count the base's resources. */
  get exported(): DeploymentV3 {
    return this.completed === undefined ? this.#base : this.deployment();
  }

  deployment(): DeploymentV3 {
    if (this.entries.length === 0) return this.#base;
    const deployment = replayJournal(this.#base, this.entries, { time: new Date().toISOString() });
    requireIntegrity(deployment);
    return deployment;
  }

  refuse(error: Error): void {
    this.#intake?.refuse(error);
  }

  stop(error: Error): void {
    this.#intake?.stop(error);
  }

  close(): void {
    this.refuse(new Error('The run of this stack has ended.'));
    this.onClose();
  }

  /** One update at a time, and one in all: a second one would count the resources of another base. */
  announce(options: UpdateRequestOptions): Update {
    if (!options.dryRun) this.requireFree();
    const update = new Update(options);
    this.#updates.set(update.id, update);
    return update;
  }

  find(id: string): Update | undefined {
    return this.#updates.get(id);
  }

  async take(update: Update, body: unknown): Promise<void> {
    const intake = this.intakeOf(update);
    const entries = this.checked(body);
    await intake.take(entries.map(storedEntry));
  }

  async complete(update: Update, status: UpdateStatus): Promise<void> {
    if (!update.options.dryRun && update.status === undefined) await this.intakeOf(update).finish();
    update.complete(status);
  }

  cancel(): void {
    this.refuse(engineCancelled(this.unit.stack));
  }

  private requireFree(): void {
    if (this.#intake === undefined) throw new HttpRefusal(409, 'This stack is open for previews only.');
    if (this.refusal !== undefined) throw this.refusal;
    if (this.active === undefined) return;
    const { verb } = this.active.options;
    throw new HttpRefusal(409, `Another update (${verb}) of this stack is in progress or has ended in this run.`);
  }

  private intakeOf(update: Update): JournalIntake {
    if (this.#intake === undefined || update.options.dryRun) {
      throw new HttpRefusal(409, 'A preview has no journal.');
    }
    if (update.status !== undefined) throw new HttpRefusal(409, 'This update has ended.');
    return this.#intake;
  }

  /** An entry that nobody can replay leaves a gap: nothing may come after it. */
  private checked(body: unknown): readonly JournalEntry[] {
    try {
      return knownEntries(body);
    } catch (error) {
      const unknown = error as Error;
      const first = this.refusal === undefined;
      this.refuse(unknown);
      throw first ? new HttpRefusal(400, unknown.message) : unknown;
    }
  }
}
