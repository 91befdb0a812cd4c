import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalSecretSealer } from '../../../../src/adapters/local-secrets/local-secret-sealer.js';
import { SandboxStore } from '../../../../src/adapters/sandbox-cloud/sandbox-store.js';
import type { StoredResource } from '../../../../src/adapters/sandbox-cloud/stored-resource.js';
import type { DeploymentOutcome } from '../../../../src/core/execution/deployment-outcome.js';
import { underLock } from '../../../../src/core/execution/under-lock.js';
import type { LockStore } from '../../../../src/core/locks/lock-store.js';
import type { LockTable } from '../../../../src/core/locks/lock-table.js';
import { ObjectStateStore } from '../../../../src/core/state/object-state-store.js';
import type { ObjectStore, StoredObject } from '../../../../src/core/state/object-store.js';
import { MemoryLockStore, MemoryLocks } from '../../locks/memory-lock-store.js';
import { SimulatedWorld } from '../../locks/simulated-world.js';
import { MemoryObjects } from '../../state/memory-objects.js';
import { AT, UnitProject } from '../unit-project.js';
import { type Cut, CutProcess } from './cut-process.js';
import type { KillProgram } from './kill-programs.js';

/** Where processes meet: objects, locks, and the clients that a process has of them. */
export interface Backend {
  readonly objects: () => ObjectStore;
  /** `pid` tells holders apart; `now` in Unix milliseconds. */
  readonly locks: (pid: number, now: () => number) => LockStore;
  readonly keep: () => Promise<void>;
  /** As it was when it was kept. */
  readonly putBack: () => Promise<void>;
}

export function memoryBackend(): Backend {
  const [objects, locks] = [new MemoryObjects(), new MemoryLocks()];
  let kept: { objects: [string, StoredObject][]; locks: [string, LockTable][] } = { objects: [], locks: [] };
  return {
    objects: () => objects,
    locks: (pid, now) => new MemoryLockStore(locks, { host: 'test', pid }, now),
    keep: async () => {
      kept = { objects: [...objects.stored], locks: [...locks.tables] };
    },
    putBack: async () => {
      objects.stored.clear();
      locks.tables.clear();
      for (const [key, object] of kept.objects) objects.stored.set(key, object);
      for (const [key, table] of kept.locks) locks.tables.set(key, table);
    },
  };
}

/** A lease and two looks: longer than this no lock of a dead run may keep the next one out. Virtual milliseconds. */
const LOCK_TIMEOUT_MS = 32_000;
/** Virtual milliseconds that pass with every resource, so that the lease is renewed within a run. */
const RESOURCE_MS = 4_000;

/** Brings one project, again and again, from what a program has before to what it wants, in processes that may be cut off. */
export class KillStage {
  readonly project = new UnitProject();
  world = new SimulatedWorld();
  #processes: CutProcess[] = [];
  #due = 0;
  #isAdvancing = false;
  #pids = 0;

  constructor(
    readonly program: KillProgram,
    readonly backend: Backend,
  ) {}

  /** Deploys what is there before, and keeps it. */
  async prepare(): Promise<void> {
    if (this.program.before !== undefined) await this.#deploy(this.process(), this.program.before);
    await this.backend.keep();
    if (existsSync(this.#sandbox)) cpSync(this.#sandbox, this.#kept, { recursive: true });
  }

  async putBack(): Promise<void> {
    this.world = new SimulatedWorld();
    this.#processes = [];
    this.#due = 0;
    await this.backend.putBack();
    rmSync(this.#sandbox, { recursive: true, force: true });
    if (existsSync(this.#kept)) cpSync(this.#kept, this.#sandbox, { recursive: true });
  }

  process(cut?: Cut): CutProcess {
    const process = new CutProcess(this.world, cut);
    this.#processes.push(process);
    return process;
  }

  /** The program's command in this process. */
  run(process: CutProcess): Promise<DeploymentOutcome> {
    return this.#deploy(process, this.program.after);
  }

  /** Lets things happen, and time pass where somebody waits for it, until the action has ended. */
  async drive<T>(action: Promise<T>): Promise<T> {
    let hasEnded = false;
    const ended = () => {
      hasEnded = true;
    };
    action.then(ended, ended);
    while (!hasEnded) {
      await new Promise((resolve) => setImmediate(resolve));
      const isWaiting = this.#processes.some(({ clock }) => clock.isWaiting);
      const due = isWaiting ? 1000 : Math.min(this.#due, RESOURCE_MS);
      if (due === 0 || this.#isAdvancing || !this.#processes.every(({ mayTimePass }) => mayTimePass)) continue;
      if (!isWaiting) this.#due -= due;
      this.#isAdvancing = true;
      await this.world.advance(due);
      this.#isAdvancing = false;
    }
    return action;
  }

  /** Takes the lock of the stack, waiting for a lease at most, and gives it back. */
  async takeLock(): Promise<void> {
    const process = this.process();
    const locks = process.locks(this.backend.locks(0, () => process.clock.wall()));
    const ports = this.project.ports({ state: () => this.state(), locks, clock: process.clock });
    const { signal } = new AbortController();
    await this.drive(underLock({ ports, scope: AT, lockTimeout: LOCK_TIMEOUT_MS, signal }, async () => {}));
  }

  /** The state as somebody sees it who is not cut off. */
  state(): ObjectStateStore {
    return new ObjectStateStore(this.backend.objects());
  }

  cloud(): readonly StoredResource[] {
    const sealer = new LocalSecretSealer({ folder: this.project.folders.keys, stackId: 'sandbox' });
    return new SandboxStore(this.project.folders.cloud, sealer).all();
  }

  remove(): void {
    this.project.remove();
  }

  #deploy(process: CutProcess, wanted: KillProgram['after']): Promise<DeploymentOutcome> {
    this.#pids += 1;
    const state = new ObjectStateStore(process.objects(this.backend.objects()));
    const options = {
      state: () => state,
      locks: process.locks(this.backend.locks(this.#pids, () => process.clock.wall())),
      clock: process.clock,
      lockTimeout: LOCK_TIMEOUT_MS,
      throughProvider: (cloud) => process.cloud(cloud),
      emit: (event) => {
        if (event.type === 'resource' && event.event.phase === 'done') this.#due += RESOURCE_MS;
      },
    } satisfies Parameters<UnitProject['apply']>[1];
    return this.drive(wanted === 'gone' ? this.project.destroy(options) : this.project.apply(wanted, options));
  }

  get #sandbox(): string {
    return join(this.project.folder, '.panka');
  }

  get #kept(): string {
    return join(this.project.folder, 'kept');
  }
}
