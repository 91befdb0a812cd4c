import { programStalled } from './errors.js';

type Listener = (...args: unknown[]) => void;
const EVENTS = ['unhandledRejection', 'uncaughtException'] as const;

/**
 * Takes in what a running program throws where nobody catches it: such an error must end in a failed run, not in the end of
 * the process. Other listeners are put aside meanwhile, so that each error is heard once. Guards may be nested.
 */
export class ProgramGuard {
  readonly #seen = new Set<unknown>();
  readonly #stall: (error: Error) => void;
  /** Rejects when the process has nothing left to wait for while the program still waits. */
  readonly stalled: Promise<never>;

  private constructor(private readonly onError: (error: unknown) => void) {
    let stall: (error: Error) => void = () => undefined;
    this.stalled = new Promise((_, reject) => {
      stall = reject;
    });
    this.stalled.catch(() => undefined);
    this.#stall = stall;
  }

  static async during<T>(onError: (error: unknown) => void, work: (guard: ProgramGuard) => Promise<T>): Promise<T> {
    const guard = new ProgramGuard(onError);
    const before = EVENTS.map((event) => process.listeners(event as 'uncaughtException') as Listener[]);
    const listen: Listener = (error) => guard.hear(error);
    const onIdle = (): void => guard.#stall(programStalled());
    for (const event of EVENTS) process.removeAllListeners(event).on(event, listen);
    process.on('beforeExit', onIdle);
    try {
      return await work(guard);
    } finally {
      await turnOfTheLoop();
      process.off('beforeExit', onIdle);
      EVENTS.forEach((event, at) => {
        process.off(event, listen);
        for (const listener of before[at] ?? []) process.on(event, listener);
      });
    }
  }

  /** Waits until rejections of what has run so far were reported. */
  settle(): Promise<void> {
    return turnOfTheLoop();
  }

  /** One error may come by several promises. */
  private hear(error: unknown): void {
    if (this.#seen.has(error)) return;
    this.#seen.add(error);
    this.onError(error);
  }
}

async function turnOfTheLoop(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
