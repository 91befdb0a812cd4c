import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import fc from 'fast-check';
import { EmbeddedEngine } from '../../../src/adapters/embedded-engine/embedded-engine.js';
import type { PulumiCli } from '../../../src/adapters/pulumi-cli/find-pulumi-cli.js';
import type { EngineResult, ResourceEvent, UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { declare, type RandomProgram, randomProgram } from '../embedded-engine/random-program.js';
import { Group, Thing } from '../embedded-engine/thing.js';
import { World } from '../embedded-engine/world.js';
import { comparable } from './comparable-state.js';
import { StockEngine, stockCli, stockSealer } from './stock-engine.js';

const RUNS = Number(process.env['PANKA_PARITY_RUNS'] ?? 4);
const SEED = Number(process.env['PANKA_PARITY_SEED'] ?? 20261123);

type Verb = 'up' | 'preview' | 'refresh' | 'destroy';

/** A step of a scenario, and what makes the cloud misbehave meanwhile. */
interface Step {
  readonly verb: Verb;
  readonly program?: UnitProgram;
  readonly fault?: (call: string) => void;
  readonly before?: (world: World) => void;
  /** The call that fails after it was done. */
  readonly notReady?: string;
  /** Where the stock CLI deletes once more what the run before has deleted, and the embedded engine does not. */
  readonly onlyResult?: boolean;
}

describe('the stock CLI and the embedded engine', () => {
  let cli: PulumiCli;
  const engines: StockEngine[] = [];

  before(async function () {
    const found = await stockCli();
    if (found === undefined) return this.skip();
    cli = found;
  });
  afterEach(() => Promise.all(engines.splice(0).map((engine) => engine.close())));

  const embedded = () => new World({}, (provider) => new EmbeddedEngine({ provider, secrets: stockSealer }));
  const stock = () =>
    new World({}, (provider) => {
      const engine = new StockEngine(() => cli, provider);
      engines.push(engine);
      return engine;
    });

  async function both(steps: readonly Step[]): Promise<void> {
    const worlds = [embedded(), stock()] as const;
    for (const [at, step] of steps.entries()) {
      const [ours, theirs] = await Promise.all([take(worlds[0], step), take(worlds[1], step)]);
      const difference = differing(...withoutReasonsOfDependants(ours, theirs));
      if (difference !== '') expect.fail(`step ${at}, ${step.verb}:\n${difference}`);
    }
  }

  it('do the same for a deployment, no change, an update, replacements and a deletion', async () => {
    const chain = (size: number, fixed: number, more: object = {}): UnitProgram => {
      return async () => {
        const group = new Group('shop/api');
        const a = new Thing('a', { size, fixed }, { parent: group });
        const b = new Thing('b', { fixedOf: a.arn, password: pulumi.secret('hush') }, { parent: group });
        new Thing('c', { of: b.arn }, { dependsOn: [a], ...more });
        return { arn: b.arn, password: pulumi.secret('hush') };
      };
    };
    await both([
      { verb: 'preview', program: chain(1, 1) },
      { verb: 'up', program: chain(1, 1) },
      { verb: 'up', program: chain(1, 1) },
      { verb: 'preview', program: chain(2, 2) },
      { verb: 'up', program: chain(2, 1) },
      { verb: 'up', program: chain(2, 2) },
      { verb: 'up', program: chain(2, 3, { deleteBeforeReplace: true }) },
      { verb: 'up', program: async () => ({}) },
      { verb: 'destroy' },
    ]);
  });

  it('do the same when resources fail, and go on from there', async () => {
    const three: UnitProgram = async () => {
      const a = new Thing('a');
      const b = new Thing('b', { of: a.arn });
      new Thing('c', { of: b.arn });
      return { arn: a.arn };
    };
    const no = (wanted: string) => (call: string) => {
      if (call === wanted) throw new Error('AccessDenied: no');
    };
    await both([
      { verb: 'up', program: three, fault: no('create b') },
      { verb: 'up', program: three },
      { verb: 'destroy', fault: no('delete b-1') },
      { verb: 'destroy' },
    ]);
  });

  it('record what a failed call has made, and finish it', async () => {
    const two = (size: number, more: object = {}): UnitProgram => {
      return async () => {
        const a = new Thing('a', { size, ...more, password: pulumi.secret('hush') });
        new Thing('b', { of: a.arn });
        return {};
      };
    };
    await both([
      { verb: 'up', program: two(1), notReady: 'create a' },
      { verb: 'preview', program: two(1) },
      { verb: 'up', program: two(1) },
      { verb: 'up', program: two(2), notReady: 'update a-1' },
      { verb: 'up', program: two(2), notReady: 'update a-1' },
      { verb: 'refresh' },
      { verb: 'up', program: two(2) },
      { verb: 'up', program: two(2, { fixed: 1 }), notReady: 'create a' },
      { verb: 'up', program: two(2, { fixed: 1 }) },
      { verb: 'destroy' },
    ]);
  });

  it('take over what exists, differences and all', async () => {
    const one = (args: object, opts: pulumi.CustomResourceOptions): UnitProgram => {
      return async () => {
        const a = new Thing('a', { ...args }, opts);
        new Thing('b', { of: a.arn });
        return {};
      };
    };
    const exists = (id: string, inputs: object) => (world: World) => {
      const type = 'aws:test/thing:Thing';
      world.provider.cloud.set(id, { type, urn: 'by hand', inputs: { ...inputs } });
    };
    await both([
      { verb: 'preview', program: one({ size: 1 }, { import: 'x-1' }), before: exists('x-1', { size: 1 }) },
      { verb: 'up', program: one({ size: 1 }, { import: 'x-1' }) },
      { verb: 'up', program: one({ size: 1 }, { import: 'x-1' }) },
      { verb: 'up', program: one({ size: 2 }, {}) },
      { verb: 'up', program: one({ size: 1 }, { import: 'x-2' }), before: exists('x-2', { size: 3 }) },
      { verb: 'up', program: one({ size: 1 }, { import: 'x-3' }) },
      { verb: 'destroy' },
    ]);
  });

  it('delete a chain before they make it again', async () => {
    const chain = (fixedUnique: number, more: object = {}): UnitProgram => {
      return async () => {
        const a = new Thing('a', { fixedUnique });
        const b = new Thing('b', { fixedOf: a.arn });
        const c = new Thing('c', { fixedOf: b.arn, of: a.arn });
        new Thing('d', { of: c.arn, ...more });
        new Thing('e', { size: 1 }, { dependsOn: [a] });
        return { arn: c.arn };
      };
    };
    const no = (wanted: string) => (call: string) => {
      if (call === wanted) throw new Error('AccessDenied: no');
    };
    await both([
      { verb: 'up', program: chain(1) },
      { verb: 'preview', program: chain(2) },
      { verb: 'up', program: chain(2) },
      { verb: 'up', program: chain(3), fault: no('delete a-2') },
      { verb: 'up', program: chain(3), onlyResult: true },
      { verb: 'up', program: chain(4), fault: no('create b') },
      { verb: 'refresh' },
      { verb: 'up', program: chain(4), onlyResult: true },
      { verb: 'up', program: chain(5, { fixed: 1 }) },
      { verb: 'destroy' },
    ]);
  });

  it('find the same drift, take it in, and repair it', async () => {
    const two: UnitProgram = async () => {
      new Thing('a', { size: 1 });
      new Thing('b', { size: 1 });
      return {};
    };
    const drift = ({ provider: { cloud } }: World) => {
      const a = cloud.get('a-1');
      if (a) cloud.set('a-1', { ...a, inputs: { ...a.inputs, size: 9 } });
      cloud.delete('b-1');
    };
    await both([
      { verb: 'up', program: two },
      { verb: 'refresh', before: drift },
      { verb: 'up', program: two },
      { verb: 'refresh', before: drift },
      { verb: 'refresh' },
      { verb: 'destroy', before: drift },
    ]);
  });

  it('do the same for protected, renamed and retained resources', async () => {
    const one = (name: string, opts: pulumi.CustomResourceOptions): UnitProgram => {
      return async () => {
        new Thing(name, { size: 1 }, opts);
        return {};
      };
    };
    await both([
      { verb: 'up', program: one('a', { protect: true }) },
      { verb: 'destroy' },
      { verb: 'up', program: one('a', {}) },
      { verb: 'up', program: one('b', { aliases: [{ name: 'a' }], retainOnDelete: true }) },
      { verb: 'destroy' },
    ]);
  });

  it(`do the same for random programs (${RUNS} pairs)`, async function () {
    this.timeout(RUNS * 30_000);
    await fc.assert(
      fc.asyncProperty(randomProgram(), randomProgram(), async (before, after) => {
        await both([up(before), up(after), up(after), { verb: 'destroy' }]);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
  });

  it('go on from the state that the other one has made, with nothing to do', async () => {
    const program = (size: number): UnitProgram => {
      return async () => {
        const a = new Thing('a', { size, password: pulumi.secret('hush') });
        new Thing('b', { of: a.arn }, { parent: new Group('group') });
        return { arn: a.arn };
      };
    };
    for (const [first, second] of [
      [embedded(), stock()],
      [stock(), embedded()],
    ] as const) {
      await first.up(program(1));
      hand(first, second);
      expect(await take(second, { verb: 'up', program: program(1) })).to.deep.include({
        calls: [],
        status: 'succeeded',
      });
      await second.up(program(2));
      hand(second, first);
      expect((await take(first, { verb: 'up', program: program(2) })).calls).to.deep.equal([]);
    }
  });
});

type Taken = Awaited<ReturnType<typeof take>>;

/**
 * Of a resource that was deleted early for one that it depends on, the embedded engine says just that; the stock CLI also says
 * what of its own would have replaced it.
 */
function withoutReasonsOfDependants(ours: Taken, theirs: Taken): [Taken, Taken] {
  const told = ours.events.filter((event) => event.endsWith('because of dependency'));
  const names = new Set(told.map((event) => event.split('; ')[2]));
  const plain = (event: string) => (names.has(event.split('; ')[2]) ? event.split('; ').slice(0, 3).join('; ') : event);
  const strip = (taken: Taken): Taken => ({ ...taken, events: taken.events.map(plain).sort() });
  return [strip(ours), strip(theirs)];
}

/** Lines that only one of them has, `-` the embedded engine, `+` the stock CLI. Reads better than two trees in a failed property. */
function differing(ours: unknown, theirs: unknown): string {
  const [one, other] = [ours, theirs].map((value) => JSON.stringify(value, null, 1).split('\n'));
  if (JSON.stringify(ours) === JSON.stringify(theirs)) return '';
  const missing = (one ?? []).filter((line) => !other?.includes(line)).map((line) => `-${line}`);
  const more = (other ?? []).filter((line) => !one?.includes(line)).map((line) => `+${line}`);
  return [...missing, ...more].join('\n') || 'in another order';
}

const up = (nodes: RandomProgram): Step => ({ verb: 'up', program: declare(nodes) });

/** State and cloud of one world, for another one. */
function hand(from: World, to: World): void {
  to.base = JSON.parse(JSON.stringify(from.base)) as DeploymentV3;
  for (const [id, resource] of from.provider.cloud) to.provider.cloud.set(id, resource);
}

async function take(world: World, step: Step) {
  const { verb, program = async () => ({}), fault, before, notReady, onlyResult } = step;
  before?.(world);
  world.provider.notReady = notReady;
  world.provider.fault = fault ?? (() => undefined);
  const result = await (verb === 'up' || verb === 'preview' ? world[verb](program) : world[verb]());
  return {
    status: result.status,
    calls: onlyResult ? [] : [...world.provider.calls].sort(),
    events: onlyResult ? [] : eventsOf(world),
    errors: errorsOf(result),
    outputs: verb === 'preview' ? undefined : Object.keys(result.outputs).sort(),
    state: verb === 'preview' ? undefined : comparable(result.deployment),
  };
}

/** Of resources, in no order: the engines do at once what does not depend on each other. */
function eventsOf(world: World): string[] {
  const told = world.events.filter(({ phase, op, type }) => isOfProgram(type) && op !== 'same' && phase !== 'started');
  return told.map(describeEvent).sort();
}

function describeEvent({ phase, op, name, diffs = [], replaceReasons = [] }: ResourceEvent): string {
  const changes = diffs.map(({ path, kind, before, after }) => `${path} ${kind} ${before} → ${after}`);
  return [phase, op, name, ...changes, ...[...replaceReasons].sort().map((reason) => `because of ${reason}`)].join(
    '; ',
  );
}

function isOfProgram(type: string): boolean {
  return !type.startsWith('pulumi:');
}

/** In other words: which resource is protected, and for which one something does not exist. */
function errorsOf({ errors }: EngineResult): string[] {
  return errors.map(({ message }) => /protected|does not exist/.exec(message)?.[0] ?? message).sort();
}
