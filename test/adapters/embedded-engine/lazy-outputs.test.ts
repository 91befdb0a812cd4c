import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import { unreadOutput } from '../../../src/adapters/embedded-engine/lazy-outputs.js';
import { promiseOf } from '../../../src/adapters/unit-program/declared-resources.js';
import { Thing } from './thing.js';
import { World } from './world.js';

const later = () => new Promise((resolve) => setTimeout(resolve, 5));
const isAccessor = (thing: Thing, name: string) => Object.getOwnPropertyDescriptor(thing, name)?.get !== undefined;

describe('outputs that nobody has asked for', () => {
  it('are made when they are, be it before or after their resource is there', async () => {
    const seen: unknown[] = [];
    const up = await new World().up(async () => {
      const thing = new Thing('a', { size: 1, password: pulumi.secret('hush') });
      expect(isAccessor(thing, 'arn')).to.equal(true);
      const early = thing.arn;
      expect([isAccessor(thing, 'arn'), thing.arn === early]).to.deep.equal([false, true]);
      await promiseOf(thing.urn);
      await later();
      expect(unreadOutput(thing, 'arn')).to.equal(undefined);
      expect(unreadOutput(thing, 'password')).to.include({ value: 'hush', isKnown: true, isSecret: true });
      const { password, size } = { ...thing } as unknown as Record<string, pulumi.Output<unknown>>;
      seen.push(await promiseOf(early), await promiseOf(password as pulumi.Output<unknown>));
      seen.push(await pulumi.isSecret(password as pulumi.Output<unknown>));
      seen.push(await promiseOf(size as pulumi.Output<unknown>), await pulumi.isSecret(size as pulumi.Output<unknown>));
      expect(unreadOutput(thing, 'password')).to.equal(undefined);
      return {};
    });
    expect(up.errors).to.deep.equal([]);
    expect(seen).to.deep.equal(['arn:a-1', 'hush', true, 1, false]);
  });

  it('keep their names in order, and may be put in their place by something else', async () => {
    await new World().up(async () => {
      const thing = new Thing('a', { size: 1 });
      expect(Object.keys(thing).filter((name) => !name.startsWith('__'))).to.include.ordered.members([
        'arn',
        'value',
        'size',
      ]);
      const own = pulumi.output('mine');
      (thing as { arn: pulumi.Output<string> }).arn = own;
      await promiseOf(thing.urn);
      expect(thing.arn).to.equal(own);
      return {};
    });
  });

  it('are unknown in a preview, and what is made of them never runs', async () => {
    const ran: unknown[] = [];
    let isUnknown: unknown;
    const preview = await new World().preview(async () => {
      const thing = new Thing('a');
      await promiseOf(thing.urn);
      await later();
      isUnknown = pulumi.containsUnknowns(unreadOutput(thing, 'arn')?.value);
      thing.arn.apply((arn) => ran.push(arn));
      new Thing('b', { of: thing.arn });
      return {};
    });
    expect([preview.status, isUnknown, ran.length]).to.deep.equal(['succeeded', true, 0]);
  });

  it('fail with their resource, whenever they are asked for', async () => {
    const world = new World();
    world.provider.fault = (call) => {
      if (call === 'create a') throw new Error('AccessDenied: no');
    };
    const failures: string[] = [];
    const up = await world.up(async () => {
      const thing = new Thing('a');
      const early = promiseOf(thing.arn).catch((error: Error) => failures.push(error.message));
      await promiseOf(thing.urn).catch(() => undefined);
      await later();
      await Promise.all([early, promiseOf(thing.value).catch((error: Error) => failures.push(error.message))]);
      return {};
    });
    expect(up.errors.map(({ message }) => message)).to.deep.equal(['AccessDenied: no']);
    expect(failures).to.have.length(2);
    expect(failures.every((text) => text.includes('AccessDenied: no'))).to.equal(true);
  });
});
