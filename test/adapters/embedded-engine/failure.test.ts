import { expect } from 'chai';
import { Group, Thing } from './thing.js';
import { World } from './world.js';

describe('a run in which something fails', () => {
  it('fails that resource only: what depends on it is not declared, neighbours go on, nothing is deleted', async () => {
    const world = new World();
    await world.up(async () => {
      new Thing('old');
      return {};
    });
    world.provider.fault = (call) => {
      if (call === 'create a') throw Object.assign(new Error('AccessDenied: no'), { code: 'AccessDenied' });
    };
    const result = await world.up(async () => {
      const a = new Thing('a');
      new Thing('b', { of: a.arn });
      const c = new Thing('c');
      new Thing('d', { of: c.arn });
      return {};
    });
    expect(result.status).to.equal('failed');
    expect(result.errors).to.have.length(1);
    expect(result.errors[0]).to.include({ message: 'AccessDenied: no', code: 'AccessDenied' });
    expect(result.errors[0]?.urn).to.match(/::a$/);
    expect(world.provider.calls).to.have.members(['create a', 'create c', 'create d']);
    expect(world.ops('failed')).to.deep.equal(['create a']);
    expect(world.resource('old').id).to.equal('old-1');
  });

  it('records what a failed call has made, changes it in the next run, and needs nobody for it', async () => {
    const world = new World();
    const pair = (size: number) => async () => {
      const a = new Thing('a', { size });
      new Thing('b', { of: a.arn });
      return {};
    };
    world.provider.notReady = 'create a';
    expect((await world.up(pair(1))).status).to.equal('failed');
    expect(world.resource('a'))
      .to.include({ id: 'a-1' })
      .and.deep.include({ initErrors: ['create a: not ready'] });
    expect(world.provider.calls).to.deep.equal(['create a']);

    world.provider.notReady = undefined;
    expect((await world.up(pair(1))).status).to.equal('succeeded');
    expect(world.provider.calls).to.deep.equal(['update a-1', 'create b']);
    expect(world.resource('a').initErrors).to.equal(undefined);

    world.provider.notReady = 'update a-1';
    await world.up(pair(2));
    expect(world.resource('a').inputs, 'what it was successfully made with').to.deep.equal({ size: 1 });
    expect(world.resource('a').outputs).to.include({ size: 2 });

    world.provider.notReady = undefined;
    await world.refresh();
    expect(world.resource('a').initErrors).to.equal(undefined);
    await world.up(pair(2));
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('keeps the old half of a replacement whose new half is there and not ready', async () => {
    const world = new World();
    const one = (fixed: number) => async () => {
      new Thing('a', { fixed });
      return {};
    };
    await world.up(one(1));
    world.provider.notReady = 'create a';
    await world.up(one(2));
    expect(world.resource('a').id).to.equal('a-2');
    expect(world.resources().find(({ delete: marked }) => marked)?.id).to.equal('a-1');
    world.provider.notReady = undefined;
    await world.up(one(2));
    expect(world.provider.calls).to.have.members(['update a-2', 'delete a-1']);
    expect([...world.provider.cloud.keys()]).to.deep.equal(['a-2']);
  });

  it('lets the program see the failure and go on', async () => {
    const world = new World();
    world.provider.fault = (call) => {
      if (call === 'create a') throw new Error('AccessDenied: no');
    };
    const result = await world.up(async () => {
      const a = new Thing('a');
      const urn = a.urn as unknown as { promise(): Promise<string> };
      const failure = await urn.promise().catch((error: Error) => error.message);
      new Thing('after', { seen: failure });
      return {};
    });
    expect(result.errors.map(({ message }) => message)).to.deep.equal(['AccessDenied: no']);
    expect(world.resource('after').inputs?.['seen']).to.contain('AccessDenied: no');
  });

  it('fails when the program throws, and keeps the stack outputs of before', async () => {
    const world = new World();
    await world.up(async () => {
      new Thing('a');
      return { kept: 1 };
    });
    const result = await world.up(async () => {
      throw new Error('no such kind');
    });
    expect(result.status).to.equal('failed');
    expect(result.errors).to.deep.equal([{ message: 'no such kind' }]);
    expect(result.outputs).to.deep.equal({ kept: 1 });
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('fails on an error that nobody catches, in a promise or in a timer', async () => {
    const world = new World();
    const result = await world.up(async () => {
      void Promise.reject(new Error('lost in a promise'));
      setTimeout(() => {
        throw new Error('lost in a timer');
      }, 1);
      await new Promise((resolve) => setTimeout(resolve, 20));
      const a = new Thing('a');
      a.arn.apply(() => {
        throw new Error('lost in an apply');
      });
      return {};
    });
    expect(result.status).to.equal('failed');
    expect(result.errors.map(({ message }) => message)).to.have.members([
      'lost in a promise',
      'lost in a timer',
      'lost in an apply',
    ]);
  });

  it('fails only the run whose program it is, of several at once', async () => {
    const [good, bad] = [new World(), new World()];
    const program = (fails: boolean) => async () => {
      const a = new Thing('a');
      new Thing('b', { of: a.arn });
      if (fails) void Promise.reject(new Error('lost'));
      await new Promise((resolve) => setTimeout(resolve, 5));
      new Thing('c');
      return {};
    };
    const before = process.listeners('unhandledRejection');
    const results = await Promise.all([good.up(program(false)), bad.up(program(true))]);
    expect(results.map(({ status }) => status)).to.deep.equal(['succeeded', 'failed']);
    expect([...good.provider.cloud.keys()].sort()).to.deep.equal(['a-1', 'b-1', 'c-1']);
    expect(process.listeners('unhandledRejection')).to.deep.equal(before);
  });

  it('leaves later runs alone when its program never ends, or ends long after', async () => {
    const [stuck, later] = [new World({ previewIdleMs: 200 }), new World()];
    let goOn: () => void = () => undefined;
    const result = await stuck.preview(async () => {
      new Thing('a');
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      new Thing('b');
      return {};
    });
    expect(result.errors.map(({ code }) => code)).to.deep.equal(['ProgramStalled']);
    const program = async () => {
      const c = new Thing('c');
      goOn();
      await new Promise((resolve) => setTimeout(resolve, 5));
      new Thing('d', { of: c.arn });
      return {};
    };
    expect((await later.up(program)).status).to.equal('succeeded');
    expect([...later.provider.cloud.keys()].sort()).to.deep.equal(['c-1', 'd-1']);
    expect((await later.up(program)).status).to.equal('succeeded');
  });

  it('names inputs that the provider refuses', async () => {
    const world = new World();
    const result = await world.preview(async () => {
      new Thing('a', { invalid: true });
      return {};
    });
    expect(result.errors[0]?.code).to.equal('InputsRefused');
    expect(result.errors[0]?.message).to.contain('invalid: is not allowed');
  });

  it('refuses two resources of one URN', async () => {
    const world = new World();
    const result = await world.up(async () => {
      new Thing('a');
      new Thing('a');
      return {};
    });
    expect(result.errors.map(({ code }) => code)).to.deep.equal(['DuplicateResource']);
    expect(world.provider.calls).to.deep.equal(['create a']);
  });

  it('starts nothing after an abort, ends and records what runs, and is interrupted', async () => {
    const world = new World();
    const abort = new AbortController();
    world.provider.fault = (call) => {
      if (call === 'create a') abort.abort();
    };
    const result = await world.up(
      async () => {
        const a = new Thing('a');
        new Thing('b', { of: a.arn });
        return {};
      },
      { signal: abort.signal },
    );
    expect(result.status).to.equal('interrupted');
    expect(result.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['create a']);
    expect(world.resource('a').id).to.equal('a-1');
  });

  it('starts nothing once the journal refuses, and says why', async () => {
    const world = new World();
    let appends = 0;
    const result = await world.up(
      async () => {
        const a = new Thing('a');
        new Thing('b', { of: a.arn });
        return {};
      },
      {
        journal: {
          append: async () => {
            appends += 1;
            if (appends === 2) throw Object.assign(new Error('another run took over'), { code: 'JournalSealed' });
          },
          close: async () => undefined,
        },
      },
    );
    expect(result.status).to.equal('failed');
    expect(result.errors).to.deep.equal([{ message: 'another run took over', code: 'JournalSealed' }]);
    expect(world.provider.calls).to.deep.equal([]);
  });

  it('stops a step that beforeStep refuses, and only that', async () => {
    const world = new World();
    const result = await world.up(
      async () => {
        new Thing('a');
        new Thing('b');
        return {};
      },
      {
        beforeStep: async (event) => {
          if (event.name === 'a') throw new Error('not in the plan');
        },
      },
    );
    expect(result.errors.map(({ message }) => message)).to.deep.equal(['not in the plan']);
    expect(world.provider.calls).to.deep.equal(['create b']);
  });

  it('makes no more provider calls at once than it may', async () => {
    const world = new World();
    const program = async () => {
      for (let nth = 0; nth < 20; nth += 1) new Thing(`t${nth}`);
      return {};
    };
    await world.up(program, { parallel: 3 });
    expect(world.provider.mostRunning).to.equal(3);
  });

  it('keeps the children of a component that fails half-way', async () => {
    const world = new World();
    world.provider.fault = (call) => {
      if (call === 'create b') throw new Error('Throttling: slow down');
    };
    const program = async () => {
      const group = new Group('g');
      new Thing('a', {}, { parent: group });
      new Thing('b', {}, { parent: group });
      return {};
    };
    await world.up(program);
    expect(world.resource('a').parent).to.equal(world.resource('g').urn);
    world.provider.fault = () => undefined;
    const again = await world.up(program);
    expect(again.errors).to.deep.equal([]);
    expect(world.provider.calls).to.deep.equal(['create b']);
  });
});
