import type { UnitProgram } from '../../core/engine/deployment-engine.js';
import { wavesOfDesired } from '../../core/execution/desired.js';
import type { ProgramRequest } from '../../core/execution/ports.js';
import { parallelismOf } from '../../core/model/component-waves.js';
import { contributorsOf } from './contributors.js';
import { PUBLISHED_NETWORK } from './other-stack.js';
import { type PrepareKindsRequest, prepareKinds } from './prepare-kinds.js';
import { unitProgram } from './unit-program.js';

/** What a target decides of its programs. */
export type TargetPrograms = Omit<PrepareKindsRequest, 'desired' | 'publish' | 'closes'>;

/** The program of one unit, as every target runs it. */
export function runtimeProgram(program: ProgramRequest, target: TargetPrograms): UnitProgram {
  const { desired } = program;
  let published: Readonly<Record<string, unknown>> = {};
  let closing: ((whole: boolean) => void) | undefined;
  return unitProgram({
    waves: wavesOfDesired(desired, program.only),
    all: desired.application.components,
    parallelism: program.preview ? undefined : parallelismOf(desired.application),
    contributors: contributorsOf(desired),
    prepare: () =>
      prepareKinds({
        ...target,
        desired,
        publish: (network) => {
          published = { [PUBLISHED_NETWORK]: network };
        },
        closes: (declare) => {
          closing = declare;
        },
      }),
    published: () => published,
    closing: (whole) => closing?.(whole),
    preview: program.preview,
    hooks: program.hooks,
    imports: program.imports,
    signal: program.signal,
  });
}
