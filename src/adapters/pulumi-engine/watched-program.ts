import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import type { FailedRegistrations } from './failed-registrations.js';

export interface Watchers {
  /** The CLI passes on the text alone. */
  readonly onThrow: (error: unknown) => void;
  /** Given where the CLI goes on after a failure. */
  readonly failed?: FailedRegistrations;
}

/** The program, which fails where a resource of it did, and with what it throws written down. */
export function watchedProgram(program: UnitProgram, { onThrow, failed }: Watchers): UnitProgram {
  const watched: UnitProgram = async () => {
    try {
      return await program();
    } catch (error) {
      onThrow(error);
      throw error;
    }
  };
  if (failed === undefined) return watched;
  return async () => {
    failed.watch();
    const outputs = await watched();
    await failed.refuseAny();
    return outputs;
  };
}
