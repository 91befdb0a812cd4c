import { AsyncLocalStorage } from 'node:async_hooks';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { EngineResult } from '../../../src/core/engine/deployment-engine.js';
import { Thing } from './thing.js';
import { World } from './world.js';

const alone = () => new World({ isolation: 'one-at-a-time' });
const codes = ({ errors }: EngineResult) => errors.map(({ code }) => code);
const later = () => new Promise((resolve) => setTimeout(resolve, 5));

async function program() {
  const a = new Thing('a', { size: 1 });
  await later();
  const b = new Thing('b', { of: a.arn });
  return { arn: b.arn };
}

describe('programs one at a time', () => {
  it('are previewed and deployed one after the other, and none of their promises is followed', async () => {
    const world = alone();
    const { run } = AsyncLocalStorage.prototype;
    const followed: unknown[] = [];
    AsyncLocalStorage.prototype.run = function (this: unknown, ...given: unknown[]) {
      followed.push(given[0]);
      return Reflect.apply(run, this, given);
    } as typeof run;
    try {
      expect((await world.preview(program)).errors).to.deep.equal([]);
      expect(world.ops('planned')).to.deep.equal(['create a', 'create b']);
      const up = await world.up(program);
      expect([up.status, up.outputs]).to.deep.equal(['succeeded', { arn: 'arn:b-1' }]);
      expect(followed).to.deep.equal([]);
      await new World().preview(program);
      expect(followed, 'the others are followed').not.to.deep.equal([]);
    } finally {
      AsyncLocalStorage.prototype.run = run;
    }
  });

  it('refuse another one while they run, and are refused while another one runs', async () => {
    for (const [first, second] of [
      [alone(), alone()],
      [alone(), new World()],
      [new World(), alone()],
    ] as const) {
      const results: EngineResult[] = [];
      const up = await first.up(async () => {
        const a = new Thing('a');
        results.push(await second.up(program));
        new Thing('b', { of: a.arn });
        return {};
      });
      expect(results.map(codes)).to.deep.equal([['ProgramRunning']]);
      expect([up.status, ...first.provider.cloud.keys()]).to.deep.equal(['succeeded', 'a-1', 'b-1']);
      expect([...second.provider.cloud.keys()]).to.deep.equal([]);
      expect((await second.up(program)).status).to.equal('succeeded');
    }
  });

  it('hear of errors that nobody catches, and make way when they have failed', async () => {
    const world = alone();
    const before = process.listeners('unhandledRejection');
    const failed = await world.up(async () => {
      void Promise.reject(new Error('lost in a promise'));
      await later();
      throw new Error('thrown');
    });
    expect(failed.errors.map(({ message }) => message)).to.have.members(['lost in a promise', 'thrown']);
    expect(process.listeners('unhandledRejection')).to.deep.equal(before);
    expect((await world.up(program)).status).to.equal('succeeded');
  });

  it('leave the stores to a plugin that has its own', async () => {
    const own = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const up = await alone().up(() =>
      own.run('mine', async () => {
        const a = new Thing('a');
        await later();
        seen.push(own.getStore());
        a.arn.apply(() => seen.push(own.getStore()));
        new Thing('b', { of: a.arn });
        return {};
      }),
    );
    expect([up.status, ...seen]).to.deep.equal(['succeeded', 'mine', 'mine']);
  });

  it('are not mixed with what a followed one has left', async () => {
    const [before, after] = [new World({ previewIdleMs: 100 }), alone()];
    let goOn: () => void = () => undefined;
    const stalled = await before.preview(async () => {
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      new Thing('left');
      return {};
    });
    expect(codes(stalled)).to.deep.equal(['ProgramStalled']);
    const up = await after.up(async () => {
      goOn();
      return program();
    });
    expect([up.status, ...after.provider.cloud.keys()]).to.deep.equal(['succeeded', 'a-1', 'b-1']);
  });

  it('are the last ones of their process when they never end, and declare nothing more', () => {
    const script = fileURLToPath(new URL('never-ending.ts', import.meta.url));
    const found = execFileSync(process.execPath, ['--import=tsx', script], { encoding: 'utf8' });
    expect(JSON.parse(found)).to.deep.equal({
      stalled: ['ProgramStalled'],
      refused: ['ProgramRunning', 'ProgramRunning'],
      wentOn: true,
      checked: ['before'],
      made: [],
      isFollowed: false,
    });
  });
});
