import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import type { DeclaredDependencies } from './declared-dependencies.js';
import type { FailedRegistrations } from './failed-registrations.js';

export interface Watchers {
  /** The CLI passes on the text alone. */
  readonly onThrow: (error: unknown) => void;
  /** Given where the CLI goes on after a failure. */
  readonly failed: FailedRegistrations | undefined;
  /** Given where somebody wants to know what an unknown waits for. */
  readonly dependencies: DeclaredDependencies | undefined;
}

/** The program, which fails where a resource of it did, and with what it throws and says to the engine written down. */
export function watchedProgram(program: UnitProgram, { onThrow, failed, dependencies }: Watchers): UnitProgram {
  const watched: UnitProgram = async () => {
    try {
      return await program();
    } catch (error) {
      onThrow(error);
      throw error;
    }
  };
  return async () => {
    dependencies?.watch();
    failed?.watch();
    const outputs = await watched();
    await failed?.refuseAny();
    return outputs;
  };
}
