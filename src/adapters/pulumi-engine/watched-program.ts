import type { UnitProgram } from '../../core/engine/deployment-engine.js';

/** The program, with what it throws written down: the CLI passes on the text alone. */
export function watchedProgram(program: UnitProgram, onThrow: (error: unknown) => void): UnitProgram {
  return async () => {
    try {
      return await program();
    } catch (error) {
      onThrow(error);
      throw error;
    }
  };
}
