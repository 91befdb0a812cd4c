import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import { abandonStore, type SdkStore, sdkInternals } from '../embedded-engine/sdk-internals.js';

/** A program that the CLI has run in this process: what it throws is written down, and it can be parted from when it never ends. */
export class WatchedProgram {
  #store: SdkStore | undefined;

  constructor(
    private readonly program: UnitProgram,
    private readonly onThrow: (error: unknown) => void,
  ) {}

  readonly run: UnitProgram = async () => {
    this.#store = sdkInternals().state.getStore();
    try {
      return await this.program();
    } catch (error) {
      this.onThrow(error);
      throw error;
    } finally {
      this.#store = undefined;
    }
  };

  /** The CLI has ended; a program that still waits for it waits for ever. */
  giveUp(): void {
    if (this.#store !== undefined) abandonStore(this.#store);
  }
}
