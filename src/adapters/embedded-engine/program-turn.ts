import type { AsyncLocalStorage } from 'node:async_hooks';
import { programRunning } from './errors.js';

/**
 * How programs of one process are told apart. `side-by-side`: by following their promises, which takes a third of a program's time
 * on Node 20 and 22. `one-at-a-time`: there is only ever one. It is for programs that leave nothing behind that goes on when they
 * have ended, such as a timer: what is left would be taken for a part of the next program.
 */
export type ProgramIsolation = 'side-by-side' | 'one-at-a-time';

/** A program's time in this process. */
export interface ProgramTurn {
  /** To be called when the program goes on no more, or is followed. Until then no other one begins. */
  end(): void;
}

/** The part of an AsyncLocalStorage by which Pulumi's SDK knows to which program it belongs. */
type Stores = Pick<AsyncLocalStorage<unknown>, 'run' | 'getStore'>;

/** Shared by all copies of the SDK; there once one of them is loaded. */
const shared = globalThis as unknown as { asyncLocalStorage: Stores };

let followed = 0;
let alone = false;

/** Throws ProgramRunning where a program that is not followed would meet another one, or what is left of one that never ended. */
export function beginTurn(isolation: ProgramIsolation): ProgramTurn {
  if (alone || (isolation === 'one-at-a-time' && followed > 0)) throw programRunning();
  if (isolation === 'one-at-a-time') return beginAlone();
  followed += 1;
  return {
    end: () => {
      followed -= 1;
    },
  };
}

function beginAlone(): ProgramTurn {
  const { asyncLocalStorage } = shared;
  alone = true;
  shared.asyncLocalStorage = new SoleStore(asyncLocalStorage);
  return {
    end: () => {
      alone = false;
      shared.asyncLocalStorage = asyncLocalStorage;
    },
  };
}

/** Holds the store of the one program that there is. What is left of an earlier one, which was followed, keeps its own. */
class SoleStore implements Stores {
  #sole: unknown;

  constructor(private readonly tracking: Stores) {}

  run<R, A extends unknown[]>(store: unknown, callback: (...given: A) => R, ...given: A): R {
    if (this.#sole !== undefined) throw programRunning();
    this.#sole = store;
    return callback(...given);
  }

  getStore(): unknown {
    return this.tracking.getStore() ?? this.#sole;
  }
}
