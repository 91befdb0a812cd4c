import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { isUnknown } from '../../../src/core/engine/property-value.js';
import { Thing } from './thing.js';
import { World } from './world.js';

describe('preview', () => {
  it('passes on what is not known yet, and says what it waits for', async () => {
    const world = new World();
    const program = (size: number) => async () => {
      const existing = new Thing('existing');
      const a = size === 1 ? existing : new Thing('new');
      new Thing('b', { size, text: pulumi.interpolate`${a.arn}-${existing.arn}`, known: existing.arn });
      return { text: a.arn, size };
    };
    await world.up(program(1));
    const preview = await world.preview(program(2));
    expect(preview.errors).to.deep.equal([]);
    expect(world.ops('planned')).to.deep.equal(['create new', 'update b']);
    const diffs = world.events.find(({ op }) => op === 'update')?.diffs;
    expect(
      diffs?.map(({ path, unknownFrom }) => [path, unknownFrom?.map((urn) => urn.split('::').at(-1))]),
    ).to.deep.equal([
      ['size', undefined],
      ['text', ['new']],
    ]);
    expect(isUnknown(preview.outputs['text'])).to.equal(true);
    expect(preview.outputs['size']).to.equal(2);
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('plans deletes and changes nothing', async () => {
    const world = new World();
    await world.up(async () => {
      new Thing('a');
      return {};
    });
    const before = JSON.stringify(world.base);
    const preview = await world.preview(async () => ({}));
    expect(world.ops('planned')).to.deep.equal(['delete a']);
    expect(JSON.stringify(preview.deployment)).to.equal(before);
    expect([...world.provider.cloud.keys()]).to.deep.equal(['a-1']);
  });

  it('ends when nothing is left to wait for although the program waits', async () => {
    const world = new World();
    const program = async () => {
      const a = new Thing('a');
      const arn = a.arn as unknown as { promise(withUnknowns: boolean): Promise<string> };
      await arn.promise(true);
      await new Promise(() => undefined);
      return {};
    };
    const preview = world.preview(program);
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.emit('beforeExit', 0);
    expect((await preview).errors.map(({ code }) => code)).to.deep.equal(['ProgramStalled']);
  });

  it('gives up on a program that waits while other timers keep the process going', async () => {
    const timer = setInterval(() => undefined, 5);
    const world = new World({ previewIdleMs: 40 });
    const preview = await world.preview(async () => {
      new Thing('a');
      await new Promise(() => undefined);
      return {};
    });
    clearInterval(timer);
    expect(preview.errors.map(({ code }) => code)).to.deep.equal(['ProgramStalled']);
  });
});
