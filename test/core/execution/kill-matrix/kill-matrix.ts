import { seededRandom } from '../../../helpers/seeded-sample.js';
import type { SeenCall } from './cut-process.js';
import { endState } from './end-state.js';
import { converges, type KillPoint } from './kill-point.js';
import type { KillProgram } from './kill-programs.js';
import { type Backend, KillStage } from './kill-stage.js';

export interface MatrixResult {
  readonly program: string;
  readonly points: number;
  readonly of: number;
  /** `late 12 (objects.write): what went wrong`. */
  readonly failed: readonly string[];
}

/** Cuts the program off at the chosen ones of all its points. */
export async function killMatrix(
  program: KillProgram,
  backend: Backend,
  choose: (all: readonly KillPoint[]) => readonly KillPoint[],
): Promise<MatrixResult> {
  const stage = new KillStage(program, backend);
  try {
    await stage.prepare();
    await stage.putBack();
    const uninterrupted = stage.process();
    await stage.run(uninterrupted);
    const whole = await endState(stage);
    const all = pointsOf(uninterrupted.calls);
    const chosen = choose(all);
    const failed: string[] = [];
    for (const point of chosen) {
      const call = uninterrupted.calls[point.nth - 1];
      const name = `${program.name}: ${point.mode} ${point.nth} (${call?.to}.${call?.name})${thenOf(point)}`;
      await converges(stage, point, whole).catch((error: unknown) => failed.push(`${name}: ${messageOf(error)}`));
    }
    return { program: program.name, points: chosen.length, of: all.length, failed };
  } finally {
    stage.remove();
  }
}

/**
 * Before every call; after every one that changes something; pauses at every call of state or lock, with and without a clock
 * that goes on; and a second death of the run that recovers.
 */
function pointsOf(calls: readonly SeenCall[]): readonly KillPoint[] {
  const random = seededRandom(calls.length);
  return calls.flatMap(({ to, changes }, index): KillPoint[] => {
    const nth = index + 1;
    const again = { nth: 1 + Math.floor(random() * calls.length), mode: random() < 0.5 ? 'before' : 'after' } as const;
    return [
      { nth, mode: 'before' },
      ...(changes ? [{ nth, mode: 'after' } as const, { nth, mode: 'after', then: again } as const] : []),
      ...(to === 'cloud' ? [] : [{ nth, mode: 'late' } as const]),
      ...(to === 'cloud' || !changes ? [] : [{ nth, mode: 'paused' } as const]),
    ];
  });
}

function thenOf({ then }: KillPoint): string {
  return then === undefined ? '' : `, then ${then.mode} ${then.nth}`;
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { actual, expected } = error as { actual?: unknown; expected?: unknown };
  const seen = actual === undefined ? '' : ` ${differences(actual, expected)}`;
  return `${error.message.slice(0, 400)}${seen}`;
}

/** Where it first differs, from a little before. */
function differences(actual: unknown, expected: unknown): string {
  const [seen, wanted] = [JSON.stringify(actual) ?? '', JSON.stringify(expected) ?? ''];
  let at = 0;
  while (at < seen.length && seen[at] === wanted[at]) at += 1;
  const part = (text: string): string => text.slice(Math.max(0, at - 200), at + 200);
  return `\n  seen   …${part(seen)}\n  wanted …${part(wanted)}`;
}
