import type { LockTable } from '../../../../src/core/locks/lock-table.js';
import { ObjectStateStore } from '../../../../src/core/state/object-state-store.js';
import type { StoredObject } from '../../../../src/core/state/object-store.js';
import { diagnose } from '../../../../src/core/state-admin/find-problems.js';
import type { StateChanged } from '../../../../src/core/state-admin/state-change.js';
import { readWholeState } from '../../../../src/core/state-admin/whole-state.js';
import { type Cut, CutProcess } from '../../execution/kill-matrix/cut-process.js';
import { MemoryLockStore, MemoryLocks } from '../../locks/memory-lock-store.js';
import { SimulatedWorld } from '../../locks/simulated-world.js';
import { MemoryObjects } from '../../state/memory-objects.js';
import { AT } from '../../state/state-samples.js';
import { TARGET } from '../deployed-stack.js';
import type { StateCommand } from './state-commands.js';

/** A lease and two looks, virtual milliseconds. */
const LOCK_TIMEOUT_MS = 32_000;

/** What a state holds, without what differs from run to run: serials, times, fences. Or why it cannot be read. */
export type SeenState =
  | { readonly resources: Readonly<Record<string, readonly string[]>>; readonly components: readonly string[] }
  | string;

/** Runs one command, again and again, from the same objects, in processes that may be cut off. */
export class StateStage {
  readonly objects = new MemoryObjects();
  readonly #locks = new MemoryLocks();
  #kept: readonly (readonly [string, StoredObject])[] = [];
  #given = '';
  #world = new SimulatedWorld();
  #processes: CutProcess[] = [];
  #pids = 0;

  constructor(readonly command: StateCommand) {}

  async prepare(): Promise<void> {
    const { prepare, given } = this.command;
    await prepare(this.objects);
    this.#given = (await given?.(this.objects)) ?? '';
    this.#kept = [...this.objects.stored];
  }

  putBack(): void {
    this.#world = new SimulatedWorld();
    this.#processes = [];
    this.objects.stored.clear();
    for (const [key, object] of this.#kept) this.objects.stored.set(key, object);
    (this.#locks.tables as Map<string, LockTable>).clear();
  }

  process(cut?: Cut): CutProcess {
    const process = new CutProcess(this.#world, cut);
    this.#processes.push(process);
    return process;
  }

  run(process: CutProcess): Promise<StateChanged> {
    this.#pids += 1;
    const pid = this.#pids;
    const { clock } = process;
    const run = { id: `s-${pid}`, command: `panka ${this.command.name}`, by: 'otto', host: 'two', pid };
    const ports = {
      ...{ target: TARGET, emit: () => {}, run, clock },
      state: new ObjectStateStore(process.objects(this.objects)),
      locks: process.locks(new MemoryLockStore(this.#locks, { host: 'two', pid }, () => clock.wall())),
    };
    const { signal } = new AbortController();
    return this.drive(this.command.run({ ports, at: AT, lockTimeout: LOCK_TIMEOUT_MS, signal }, this.#given));
  }

  /** Lets time pass where somebody waits for it, until the action has ended. */
  async drive<T>(action: Promise<T>): Promise<T> {
    let hasEnded = false;
    const ended = () => {
      hasEnded = true;
    };
    action.then(ended, ended);
    while (!hasEnded) {
      await new Promise((resolve) => setImmediate(resolve));
      if (this.#processes.some(({ clock }) => clock.isWaiting)) await this.#world.advance(1000);
    }
    return action;
  }

  async seen(): Promise<SeenState> {
    try {
      const { state, units } = await readWholeState(new ObjectStateStore(this.objects), AT);
      const components = Object.entries(state?.components ?? {});
      const resources = units.map(({ unit, deployment }) => [
        unit,
        (deployment.resources ?? []).map(({ urn, inputs }) => `${urn} ${JSON.stringify(inputs)}`).sort(),
      ]);
      return {
        resources: Object.fromEntries(resources),
        components: components.map(([address, { spec }]) => `${address} ${JSON.stringify(spec)}`).sort(),
      };
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** What `state repair --check --deep` finds to be wrong. */
  async problems(): Promise<readonly string[]> {
    const { problems } = await diagnose({
      store: new ObjectStateStore(this.objects),
      at: AT,
      target: TARGET,
      deep: true,
    });
    // What a late writer has claimed after it was overtaken is in nobody's way; the next deployment removes it.
    const wrong = problems.filter(({ severity, kind }) => severity !== 'info' && kind !== 'journal-left-over');
    return wrong.map(({ kind, place }) => `${kind} ${place}`);
  }
}
