import { expect } from 'chai';
import { moveHead } from '../../../src/core/state/move-head.js';
import { ObjectStateStore } from '../../../src/core/state/object-state-store.js';
import type { StackState } from '../../../src/core/state/state-store.js';
import { failureOf } from '../../helpers/failure-of.js';
import { MemoryObjects } from './memory-objects.js';
import { AT, headOf } from './state-samples.js';

describe('moveHead', () => {
  const open = () => new ObjectStateStore(new MemoryObjects());
  const now = () => Date.parse('2026-02-03T04:05:06.000Z');

  it('makes the first head, with a lineage of its own', async () => {
    const store = open();
    const { state, version } = await moveHead({ store, at: AT, unit: 'stack', fence: 4, change: () => headOf(), now });
    expect(state).to.include({ serial: 1, fence: 4, stack: 'shop', updatedAt: '2026-02-03T04:05:06.000Z' });
    expect(state.lineage).to.match(/^[0-9a-f-]{36}$/);
    expect(await store.readState(AT)).to.deep.equal({ found: true, value: state, version });
  });

  it('keeps the lineage and adds one to the serial', async () => {
    const store = open();
    await store.writeState(AT, headOf({ serial: 6 }), undefined);
    const { state } = await moveHead({
      store,
      at: AT,
      unit: 'stack',
      fence: 4,
      change: () => headOf({ serial: 1, lineage: 'x' }),
    });
    expect(state).to.include({ serial: 7, lineage: 'lineage-1' });
  });

  it('is computed again from what another unit has written in between, and loses neither', async () => {
    const store = open();
    await store.writeState(AT, headOf(), undefined);
    const move = (service: string, fence: number) =>
      moveHead({
        store,
        at: AT,
        unit: `service.${service}`,
        fence,
        change: (stored) => withUnit(stored!, `service.${service}`),
      });
    await Promise.all(['a', 'b', 'c', 'd', 'e'].map((service, n) => move(service, 2 + n)));
    const read = await store.readState(AT);
    expect(read.found && read.value).to.deep.include({
      serial: 6,
      fence: 6,
      fences: { 'service.a': 2, 'service.b': 3, 'service.c': 4, 'service.d': 5, 'service.e': 6 },
    });
    expect(read.found && Object.keys(read.value.units)).to.have.length(5);
  });

  it('refuses a run that something newer of its own has overtaken', async () => {
    const store = open();
    await moveHead({ store, at: AT, unit: 'service.a', fence: 5, change: () => headOf() });
    for (const unit of ['stack', 'service.a', 'component.a.x']) {
      const failure = await failureOf(moveHead({ store, at: AT, unit, fence: 4, change: () => headOf() }));
      expect(failure.code).to.equal('StateFenced');
    }
    await moveHead({ store, at: AT, unit: 'service.b', fence: 4, change: () => headOf() });
  });

  it('puts no unit back to an earlier update, though the fences be the same', async () => {
    const store = open();
    const move = (appliedUpdate: number) =>
      moveHead({
        store,
        at: AT,
        unit: 'stack',
        fence: 2,
        change: () => headOf({ units: { stack: { appliedUpdate } } }),
      });
    await move(3);
    const failure = await failureOf(move(2));
    expect([failure.code, failure.message].join(': ')).to.match(
      /^StateConflict: .*"stack" is at update 3 already.* at 2/,
    );
    const read = await store.readState(AT);
    expect(read.found && read.value).to.deep.include({ serial: 1, units: { stack: { appliedUpdate: 3 } } });
    await move(3);
    await move(4);
  });

  it('passes on an error that is no conflict', async () => {
    const objects = new MemoryObjects();
    objects.write = () => Promise.reject(new Error('no network'));
    const store = new ObjectStateStore(objects);
    const moved = await Promise.allSettled([
      moveHead({ store, at: AT, unit: 'stack', fence: 1, change: () => headOf() }),
    ]);
    expect(String((moved[0] as PromiseRejectedResult).reason)).to.include('no network');
  });
});

function withUnit(stored: StackState, unit: string): StackState {
  return { ...stored, units: { ...stored.units, [unit]: { appliedUpdate: 1 } } };
}
