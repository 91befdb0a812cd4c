import { expect } from 'chai';
import { digestOf } from '../../src/core/state/object-snapshot-store.js';
import type { StackState } from '../../src/core/state/state-store.js';
import { AT, deploymentOf, headOf } from '../core/state/state-samples.js';
import { failureOf } from '../helpers/failure-of.js';
import type { StateStoreClients } from './state-store.contract.js';

/** What every `StateStore` promises of the states that it keeps. */
export function snapshotContract(clients: () => StateStoreClients): void {
  const pointerTo = (...names: readonly string[]) => ({
    appliedUpdate: 1,
    checkpoint: digestOf(deploymentOf(...names)),
  });
  const kept = (unit: string, ...names: readonly string[]) => ({ unit, deployment: deploymentOf(...names) });
  const head = (serial: number, units: StackState['units']) => headOf({ serial, units });

  it('are none before the first was kept', async () => {
    expect(await clients().first.snapshots.find(AT, 1)).to.equal(undefined);
    expect(await clients().first.snapshots.serials(AT)).to.deep.equal([]);
  });

  it('are found by serial, each with the checkpoint that every unit had then', async () => {
    const { first, second } = clients();
    const two = head(2, { 'service.api': pointerTo('a') });
    const three = head(3, { 'service.api': pointerTo('a'), 'service.web': pointerTo('w') });
    await first.snapshots.keep(AT, two, [kept('service.api', 'a')]);
    await first.snapshots.keep(AT, three, [kept('service.web', 'w')]);
    await first.snapshots.keep(AT, head(10, { 'service.api': pointerTo('a', 'b') }), [kept('service.api', 'a', 'b')]);
    expect(await second.snapshots.serials(AT)).to.deep.equal([2, 3, 10]);
    expect(await second.snapshots.find(AT, 2)).to.deep.equal({
      state: two,
      units: [kept('service.api', 'a')],
      missing: [],
    });
    expect(await second.snapshots.find(AT, 3)).to.deep.equal({
      state: three,
      units: [kept('service.api', 'a'), kept('service.web', 'w')],
      missing: [],
    });
  });

  it('take the live checkpoint for one that was not kept, when it is the one that the head names', async () => {
    const { first } = clients();
    await first.units.writeCheckpoint(AT, 'stack', deploymentOf('a'), undefined);
    await first.snapshots.keep(AT, head(5, { stack: pointerTo('a') }), []);
    expect((await first.snapshots.find(AT, 5))?.units).to.deep.equal([kept('stack', 'a')]);
  });

  it('name the units whose checkpoint is not there any more', async () => {
    const { first } = clients();
    await first.units.writeCheckpoint(AT, 'stack', deploymentOf('b'), undefined);
    await first.snapshots.keep(AT, head(5, { stack: pointerTo('a') }), []);
    expect(await first.snapshots.find(AT, 5)).to.deep.include({ units: [], missing: ['stack'] });
  });

  it('are never overwritten by another state of the same serial', async () => {
    const { first, second } = clients();
    const state = head(2, { stack: pointerTo('a') });
    await first.snapshots.keep(AT, state, [kept('stack', 'a')]);
    await second.snapshots.keep(AT, state, [kept('stack', 'a')]);
    const failure = await failureOf(second.snapshots.keep(AT, { ...state, fence: 9 }, []));
    expect(failure.code).to.equal('StateConflict');
  });

  it('are dropped up to a serial, but for the checkpoints that later ones need', async () => {
    const { first } = clients();
    await first.snapshots.keep(AT, head(1, { stack: pointerTo('a') }), [kept('stack', 'a')]);
    await first.snapshots.keep(AT, head(2, { stack: pointerTo('b') }), [kept('stack', 'b')]);
    await first.snapshots.keep(AT, head(3, { stack: pointerTo('b') }), []);
    await first.snapshots.dropBefore(AT, 3);
    expect(await first.snapshots.serials(AT)).to.deep.equal([3]);
    expect((await first.snapshots.find(AT, 3))?.units).to.deep.equal([kept('stack', 'b')]);
    await first.snapshots.keep(AT, head(4, { stack: pointerTo('c') }), [kept('stack', 'c')]);
    await first.snapshots.dropBefore(AT, 4);
    expect((await first.snapshots.find(AT, 4))?.units).to.deep.equal([kept('stack', 'c')]);
  });

  it('are an error when they were edited', async () => {
    const { first, second, tamper } = clients();
    await first.snapshots.keep(AT, head(2, { stack: pointerTo('a') }), [kept('stack', 'a')]);
    await tamper('stacks/shop/prod/history/2/stack.checkpoint.json', (text) => text.replace('"a"', '"z"'));
    expect((await failureOf(second.snapshots.find(AT, 2))).code).to.equal('StateCorrupt');
  });
}
