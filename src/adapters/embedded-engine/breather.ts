/** How long promises may run on before timers and signals get their turn. */
const TURN_MS = 20;

/**
 * Lets timers and signals in. Program and engine talk by promises alone in this process, and Node serves timers only when no
 * promise is ready: without this, neither the lock's renewal nor Ctrl-C would be heard before a long wave is over.
 */
export class Breather {
  private since = performance.now();
  private pause: Promise<void> | undefined;

  /** To be awaited where the program asks for something; undefined while the turn is not over. */
  breathe(): Promise<void> | undefined {
    if (this.pause !== undefined || performance.now() - this.since < TURN_MS) return this.pause;
    this.pause = new Promise((resolve) => {
      setImmediate(() => {
        this.since = performance.now();
        this.pause = undefined;
        resolve();
      });
    });
    return this.pause;
  }
}
