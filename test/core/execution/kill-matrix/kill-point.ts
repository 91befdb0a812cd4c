import { expect } from 'chai';
import { lockKey } from '../../../../src/core/locks/lock-store.js';
import { deploymentHistory } from '../../../../src/core/state/unrecorded-runs.js';
import { unaccounted } from '../../../helpers/unaccounted.js';
import { AT } from '../unit-project.js';
import { type Cut, type CutProcess, Gone } from './cut-process.js';
import { type EndState, endState } from './end-state.js';
import type { KillStage } from './kill-stage.js';

/** A cut of the first run, and of the one that recovers from it. */
export interface KillPoint extends Cut {
  readonly then?: Cut;
}

/** Cuts runs off, and expects that the next one brings everything to where an uninterrupted run would have. */
export async function converges(stage: KillStage, point: KillPoint, whole: EndState): Promise<void> {
  const { first, dying } = await cutOff(stage, point);
  if (isDeath(point)) expect(await stage.drive(settled(dying)), 'it outlived its death').to.be.instanceOf(Error);
  await expectNoOrphan(stage, first);
  if (point.then !== undefined) await dieAgain(stage, point.then);

  const next = await stage.run(stage.process());
  expect(next.errors).to.deep.equal([]);
  expect(next.status).to.be.oneOf(['succeeded', 'nothing-to-do']);
  expect(await endState(stage), 'end state').to.deep.equal(whole);

  if (!isDeath(point)) await wakeUp(stage, first, dying);
  expect((await stage.run(stage.process())).status).to.equal('nothing-to-do');
  expect(await endState(stage), 'at last').to.deep.equal(whole);
  await expectFree(stage);
  await expectHistory(stage);
}

/** A run that had fewer calls (its lease is renewed when there is time) is cut off at one of its last. */
async function cutOff(stage: KillStage, { nth, mode }: Cut) {
  for (let at = nth; at > 0; at -= 1) {
    await stage.putBack();
    const first = stage.process({ nth: at, mode });
    const dying = stage.run(first);
    if (await Promise.race([first.reached.then(() => true), settled(dying).then(() => false)])) return { first, dying };
  }
  throw new Error('it was never cut off');
}

function isDeath({ mode }: Cut): boolean {
  return mode === 'before' || mode === 'after';
}

/** The run that recovers dies as well, unless it is done before. */
async function dieAgain(stage: KillStage, cut: Cut): Promise<void> {
  const second = stage.process(cut);
  const outcome = await settled(stage.run(second));
  if (outcome !== undefined && !second.isDead) throw outcome;
  await expectNoOrphan(stage, second);
}

/** A late writer that held the lock is refused: it may look, and gets nothing done any more. */
async function wakeUp(stage: KillStage, process: CutProcess, sleeping: Promise<unknown>): Promise<void> {
  const slept = process.calls.length;
  const held = process.holdsLock;
  process.resume();
  await stage.drive(settled(sleeping));
  if (!held) return;
  const changes = process.calls.slice(slept).filter(({ to, changes: does }) => to === 'cloud' && does);
  expect(changes, 'changes of a process that had lost its lock').to.deep.equal([]);
}

/** What the cloud holds is in the state or in a journal, also between the runs. */
async function expectNoOrphan(stage: KillStage, process: CutProcess): Promise<void> {
  const { name } = process.calls.at(-1) ?? { name: 'nothing' };
  expect(await unaccounted(stage.state(), AT, stage.cloud()), `orphans at ${name}`).to.deep.equal([]);
}

/** Every run that has moved the head has its line in the history, also one that died before it wrote it. */
async function expectHistory(stage: KillStage): Promise<void> {
  const state = stage.state();
  const heads = await Promise.all(
    (await state.snapshots.serials(AT)).map(async (serial) => (await state.snapshots.find(AT, serial))?.state),
  );
  const current = await state.readState(AT);
  const runs = [...heads, current.found ? current.value : undefined].flatMap((head) => head?.lastDeployment ?? []);
  const recorded = (await deploymentHistory(state, AT)).map(({ id }) => id);
  expect(recorded, 'history').to.include.members(runs);
}

/** Whatever the dead have left, the lock is to be had within a lease. */
async function expectFree(stage: KillStage): Promise<void> {
  const key = lockKey(AT);
  await stage.takeLock();
  expect(await stage.backend.locks(0, () => 0).list(), key).to.deep.equal([]);
}

/** The error, or undefined. */
function settled(action: Promise<unknown>): Promise<Error | undefined> {
  return action.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error : new Gone()),
  );
}
