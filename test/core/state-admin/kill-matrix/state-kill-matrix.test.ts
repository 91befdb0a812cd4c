import { expect } from 'chai';
import { isPankaError } from '../../../../src/core/diagnostics/panka-error.js';
import { SEED, seededSample } from '../../../helpers/seeded-sample.js';
import type { CutMode, CutProcess, SeenCall } from '../../execution/kill-matrix/cut-process.js';
import { STATE_COMMANDS } from './state-commands.js';
import { type SeenState, StateStage } from './state-stage.js';

/** The state before, as the command leaves it, and what is found to be wrong with each. */
interface Ends {
  readonly old: SeenState;
  readonly done: SeenState;
  readonly left: readonly string[];
}

/** Points of each command; `npm run test:long` tries all of them. */
const POINTS = Number(process.env['PANKA_KILL_POINTS'] ?? 8);

describe(`a command that changes the state by hand and is cut off (PANKA_SEED=${SEED})`, () => {
  for (const command of STATE_COMMANDS)
    it(`has happened or not, damages nothing, and can be repeated: panka ${command.name}`, async () => {
      const stage = new StateStage(command);
      await stage.prepare();
      const old = await stage.seen();
      stage.putBack();
      const whole = stage.process();
      await stage.run(whole);
      const ends = { old, done: await stage.seen(), left: await stage.problems() };
      expect(ends.done).to.not.deep.equal(old);
      const all = pointsOf(whole.calls);
      const chosen = seededSample(all, POINTS);
      const failed: string[] = [];
      for (const { story, ...cut } of chosen)
        await cutOff(stage, cut, ends).catch((error: unknown) =>
          failed.push(`${story}: ${error instanceof Error ? error.message : String(error)}`),
        );
      const converged = chosen.length - failed.length;
      console.log(`      panka ${command.name}: ${chosen.length} points of ${all.length}, ${converged} converged`);
      expect(failed, failed.join('\n')).to.deep.equal([]);
    });

  /** At every call of state and lock; after it, too, where it may change something. */
  function pointsOf(calls: readonly SeenCall[]) {
    return calls.flatMap(({ to, name, changes }, index) => {
      const modes: readonly CutMode[] = changes ? ['before', 'after', 'paused', 'late'] : ['before', 'late'];
      return modes.map((mode) => ({ nth: index + 1, mode, story: `${mode} ${index + 1} (${to}.${name})` }));
    });
  }

  async function cutOff(stage: StateStage, cut: { nth: number; mode: CutMode }, ends: Ends): Promise<void> {
    stage.putBack();
    const first = stage.process(cut);
    const dying = settled(stage.run(first));
    if (cut.mode === 'before' || cut.mode === 'after')
      expect(await dying, 'it outlived its death').to.be.instanceOf(Error);
    else await first.reached;
    expectOldOrDone(ends, await stage.seen());

    const isDone = await repeated(stage);
    const end = await stage.seen();
    if (isDone) expect(end, 'repeated').to.deep.equal(ends.done);
    else expectResourcesOf(ends.done, end);
    await wakeUp(stage, first, dying);
    // Where the second found nothing to do and wrote nothing, the first may still finish.
    expect(await stage.seen(), 'when the first one woke up').to.be.deep.oneOf(isDone ? [end] : [end, ends.done]);
    const problems = await stage.problems();
    expect(problems, `problems: ${problems.join(', ')}`).to.deep.equal(ends.left);
  }

  /**
   * Units are journalled one after the other, and the records of the components come last: each is the old or the new one. A
   * repair of two things may have done one of them.
   */
  function expectOldOrDone({ old, done }: Ends, seen: SeenState): void {
    if (typeof seen === 'string' || typeof done === 'string') return void expect(old).to.be.a('string');
    const before = typeof old === 'string' ? done : old;
    expect(seen.components, 'components in between').to.be.deep.oneOf([before.components, done.components]);
    for (const [unit, resources] of Object.entries(seen.resources))
      expect(resources, `${unit} in between`).to.be.deep.oneOf([before.resources[unit], done.resources[unit]]);
  }

  /** False: it says that there is nothing to do any more. */
  async function repeated(stage: StateStage): Promise<boolean> {
    const answer = await settled(stage.run(stage.process()));
    if (isPankaError(answer) && stage.command.doneAlready?.includes(answer.code)) return false;
    if (answer instanceof Error) throw answer;
    return answer.outcome !== 'nothing-to-do';
  }

  function expectResourcesOf(done: SeenState, seen: SeenState): void {
    expect(typeof seen === 'string' ? seen : seen.resources).to.deep.equal(
      typeof done === 'string' ? done : done.resources,
    );
  }

  async function wakeUp(stage: StateStage, first: CutProcess, sleeping: Promise<unknown>): Promise<void> {
    first.resume();
    await stage.drive(sleeping);
  }

  function settled<T>(action: Promise<T>): Promise<T | Error> {
    return action.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  }
});
