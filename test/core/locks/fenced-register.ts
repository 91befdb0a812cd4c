import type { LockScope } from '../../../src/core/locks/lock-store.js';
import { fenceFloor, unitName, unitsExclude, withFence } from '../../../src/core/state/fences.js';
import type { StackState } from '../../../src/core/state/state-store.js';
import { headOf } from '../state/state-samples.js';

interface Accepted {
  readonly run: string;
  readonly unit: string;
}

/** What the state's head does with fences, and nothing else of it; and a witness of every write that it has taken. */
export class FencedRegister {
  readonly accepted: Accepted[] = [];
  readonly violations: string[] = [];
  #head: StackState = { ...headOf(), fence: 0, fences: {} };
  readonly #claimed = new Set<string>();
  readonly #overtaken = new Map<string, string>();

  /** To be given to the lock. */
  get fence(): number {
    return this.#head.fence;
  }

  /** False: refused. The first write of a run claims: its fence must be above whatever was written before. */
  write(run: string, scope: LockScope, fence: number): boolean {
    const unit = unitName(scope);
    const floor = fenceFloor(this.#head, unit);
    if (floor > fence || (floor === fence && !this.#claimed.has(run))) return false;
    this.#claimed.add(run);
    this.#head = {
      ...this.#head,
      fence: Math.max(this.#head.fence, fence),
      fences: withFence(this.#head, unit, fence),
    };
    this.#witness({ run, unit });
    return true;
  }

  /** Once another run whose lock excludes ours has written, we never do again. */
  #witness(write: Accepted): void {
    const by = this.#overtaken.get(write.run);
    if (by !== undefined) this.violations.push(`${write.run} wrote to ${write.unit} after ${by} had taken over`);
    for (const other of this.accepted)
      if (other.run !== write.run && unitsExclude(other.unit, write.unit)) this.#overtaken.set(other.run, write.run);
    this.accepted.push(write);
  }
}
