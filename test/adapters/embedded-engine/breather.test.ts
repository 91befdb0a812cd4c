import { expect } from 'chai';
import { Breather } from '../../../src/adapters/embedded-engine/breather.js';

describe('the breather', () => {
  it('lets a timer in while promises keep coming', async () => {
    const breather = new Breather();
    let heard = false;
    setTimeout(() => {
      heard = true;
    }, 1);
    const began = performance.now();
    while (!heard && performance.now() - began < 5000) await breather.breathe();
    expect(heard).to.equal(true);
  });

  it('pauses everyone who asks during a pause, and then nobody for a turn', async () => {
    const breather = new Breather();
    const began = performance.now();
    while (breather.breathe() === undefined && performance.now() - began < 5000);
    expect(breather.breathe()).to.equal(breather.breathe());
    await breather.breathe();
    expect(breather.breathe()).to.equal(undefined);
  });
});
