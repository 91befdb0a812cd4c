import { expect } from 'chai';
import { RunScope } from '../../../src/adapters/embedded-engine/run-scope.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('RunScope', () => {
  it('tells runs apart that overlap, across promises and timers, whichever ends first', async () => {
    const scope = new RunScope<string>();
    const seen: string[] = [];
    const run = (name: string, turns: number) =>
      scope.run(name, async () => {
        for (let i = 0; i < turns; i++) {
          await turn();
          seen.push(`${name} ${scope.getStore()}`);
        }
      });
    await Promise.all([run('first', 2), run('second', 4), run('third', 3)]);
    expect(seen).to.have.length(9);
    expect(seen.filter((line) => line.split(' ')[0] !== line.split(' ')[1])).to.deep.equal([]);
    expect(scope.getStore()).to.equal(undefined);
  });

  it('is over when what was called throws, rejects or returns', async () => {
    const scope = new RunScope<string>();
    expect(scope.run('returned', (a: number, b: number) => a + b, 1, 2)).to.equal(3);
    expect(() =>
      scope.run('thrown', () => {
        throw new Error('no');
      }),
    ).to.throw('no');
    await scope.run('rejected', () => Promise.reject(new Error('never'))).catch(() => undefined);
    expect(scope.getStore()).to.equal(undefined);
  });

  it('follows no promise while one run is alone', async () => {
    let followed = 0;
    const tracking = {
      run: (_: unknown, call: () => unknown) => {
        followed++;
        return call();
      },
      getStore: () => undefined,
      disable() {},
    };
    const scope = new RunScope<string>(tracking as never);
    await scope.run('one', turn);
    await scope.run('two', turn);
    expect(followed).to.equal(0);
    await Promise.all([scope.run('three', turn), scope.run('four', turn)]);
    expect(followed).to.equal(1);
  });

  it('keeps what is left of an abandoned run out of later ones, until it ends after all', async () => {
    const scope = new RunScope<string>();
    let end: () => void = () => undefined;
    const late: (string | undefined)[] = [];
    const abandoned = scope.run('abandoned', async () => {
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      late.push(scope.getStore());
    });
    scope.abandon('abandoned');
    expect(scope.getStore()).to.equal(undefined);
    await scope.run('later', async () => {
      expect(scope.getStore()).to.equal('later');
      end();
      await abandoned;
      await turn();
      expect(scope.getStore()).to.equal('later');
    });
    expect(late).to.deep.equal([undefined]);
    expect(scope.getStore()).to.equal(undefined);
  });
});
