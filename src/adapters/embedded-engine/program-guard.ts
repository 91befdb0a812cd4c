import { AsyncLocalStorage } from 'node:async_hooks';
import { programStalled } from './errors.js';

type Listener = (...args: unknown[]) => void;
const EVENTS = ['unhandledRejection', 'uncaughtException'] as const;

const current = new AsyncLocalStorage<ProgramGuard>();
const active = new Set<ProgramGuard>();
let putAside: (readonly [event: (typeof EVENTS)[number], listeners: readonly Listener[]])[] = [];

/**
 * Takes in what a running program throws where nobody catches it: such an error must end in a failed run, not in the end of
 * the process. Several may run at once; each hears the errors of its own program. Listeners that were there before are put
 * aside meanwhile, so that no error is heard twice.
 */
export class ProgramGuard {
  /** Rejects when the process has nothing left to wait for while the program still waits. */
  readonly stalled: Promise<never>;
  readonly #seen = new Set<unknown>();
  #stall: (error: Error) => void = () => undefined;

  private constructor(private readonly onError: (error: unknown) => void) {
    this.stalled = new Promise((_, reject) => {
      this.#stall = reject;
    });
    this.stalled.catch(() => undefined);
  }

  /** `isFollowed`: others may run at the same time. */
  static async during<T>(
    { onError, isFollowed }: { readonly onError: (error: unknown) => void; readonly isFollowed: boolean },
    work: (guard: ProgramGuard) => Promise<T>,
  ): Promise<T> {
    const guard = new ProgramGuard(onError);
    if (active.size === 0) startListening();
    active.add(guard);
    try {
      return await (isFollowed ? current.run(guard, () => work(guard)) : work(guard));
    } finally {
      await turnOfTheLoop();
      active.delete(guard);
      if (active.size === 0) stopListening();
    }
  }

  /** Waits until rejections of what has run so far were reported. */
  settle(): Promise<void> {
    return turnOfTheLoop();
  }

  /** One error may come by several promises. */
  hear(error: unknown): void {
    if (this.#seen.has(error)) return;
    this.#seen.add(error);
    this.onError(error);
  }

  giveUp(): void {
    this.#stall(programStalled());
  }
}

function startListening(): void {
  putAside = EVENTS.map((event) => [event, process.listeners(event as 'uncaughtException') as Listener[]]);
  for (const event of EVENTS) process.removeAllListeners(event).on(event, deliver);
  process.on('beforeExit', giveUpAll);
}

function stopListening(): void {
  process.off('beforeExit', giveUpAll);
  for (const [event, listeners] of putAside) {
    process.off(event, deliver);
    for (const listener of listeners) process.on(event, listener);
  }
}

/** To the program that it comes from; if that can't be told, to all, as none may end well with an error lost. */
function deliver(error: unknown): void {
  const guard = current.getStore();
  const guards = guard && active.has(guard) ? [guard] : active;
  for (const each of guards) each.hear(error);
}

function giveUpAll(): void {
  for (const guard of active) guard.giveUp();
}

async function turnOfTheLoop(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
