import type { EmitEvent } from '../core/execution/events.js';

/** Exit code of a process that a signal ended: 128 and the signal's number. Source: POSIX shells. */
const KILLED = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
type Signal = keyof typeof KILLED;

/** First Ctrl-C: no new steps, running ones end. Second: the process ends at once; the journal keeps what was begun. */
export class Interruption {
  private readonly controller = new AbortController();
  private caught: Signal | undefined;
  private readonly handlers = new Map<Signal, () => void>();

  constructor(emit: EmitEvent) {
    for (const signal of Object.keys(KILLED) as Signal[]) {
      const handler = () => {
        if (this.caught !== undefined) process.exit(KILLED[signal]);
        this.caught = signal;
        emit({ type: 'interrupting' });
        this.controller.abort();
      };
      this.handlers.set(signal, handler);
      process.on(signal, handler);
    }
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Exit code, when a signal came. */
  get exitCode(): number | undefined {
    return this.caught === undefined ? undefined : KILLED[this.caught];
  }

  close(): void {
    for (const [signal, handler] of this.handlers) process.off(signal, handler);
  }
}
