/** How long promises may run on before timers and signals get their turn. */
const TURN_MS = 20;
/** Turns of the loop in a pause. A renewal of the lock is a dozen file operations, each of which waits for a turn. */
const TURNS = 8;

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
    this.pause = this.rest();
    return this.pause;
  }

  private async rest(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
    this.since = performance.now();
    this.pause = undefined;
  }
}
