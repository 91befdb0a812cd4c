import { expect } from 'chai';
import { fenceFloor, unitName, unitsExclude, withFence } from '../../../src/core/state/fences.js';
import { headOf } from './state-samples.js';

describe('fences of units', () => {
  it('name the unit of each lock level', () => {
    expect(unitName({})).to.equal('stack');
    expect(unitName({ service: 'orders' })).to.equal('service.orders');
    expect(unitName({ service: 'orders', component: 'api' })).to.equal('component.orders.api');
  });

  it('exclude each other as the locks do', () => {
    const units = ['stack', 'service.a', 'service.ab', 'component.a.x', 'component.ab.x'];
    const excluding = units.flatMap((a) => units.filter((b) => unitsExclude(a, b)).map((b) => `${a} ${b}`));
    expect(excluding).to.have.members([
      ...units.flatMap((unit) =>
        unit === 'stack' ? ['stack stack'] : [`${unit} stack`, `stack ${unit}`, `${unit} ${unit}`],
      ),
      'service.a component.a.x',
      'component.a.x service.a',
      'service.ab component.ab.x',
      'component.ab.x service.ab',
    ]);
  });

  it('fence a unit by what excludes it only', () => {
    const head = headOf({ fence: 9, fences: { stack: 3, 'service.a': 9, 'component.b.x': 5 } });
    expect(fenceFloor(head, 'stack')).to.equal(9);
    expect(fenceFloor(head, 'component.a.x')).to.equal(9);
    expect(fenceFloor(head, 'service.b')).to.equal(5);
    expect(fenceFloor(head, 'component.b.y')).to.equal(3);
    expect(fenceFloor(headOf({ fence: 9 }), 'component.b.y')).to.equal(9);
  });

  it('forget what the writer contains, and keep what stands beside it', () => {
    const head = headOf({ fences: { stack: 3, 'service.a': 4, 'component.a.x': 5, 'service.b': 6 } });
    expect(withFence(head, 'service.a', 7)).to.deep.equal({ stack: 3, 'service.a': 7, 'service.b': 6 });
    expect(withFence(head, 'stack', 8)).to.deep.equal({ stack: 8 });
    expect(withFence(undefined, 'stack', 1)).to.deep.equal({ stack: 1 });
  });
});
