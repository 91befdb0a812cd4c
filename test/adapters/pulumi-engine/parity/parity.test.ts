import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import fc from 'fast-check';
import type { UnitProgram } from '../../../../src/core/engine/deployment-engine.js';
import type { DeploymentV3, ResourceV3 } from '../../../../src/core/engine/deployment-v3.js';
import { withStockCli } from '../../../helpers/with-stock-cli.js';
import { declare, type RandomProgram, randomProgram } from '../../embedded-engine/random-program.js';
import { Group, Thing } from '../../embedded-engine/thing.js';
import type { World } from '../../embedded-engine/world.js';
import { BothEngines } from './both-engines.js';
import { type Step, take } from './step.js';

const RUNS = Number(process.env['PANKA_PARITY_RUNS'] ?? 4);
const SEED = Number(process.env['PANKA_PARITY_SEED'] ?? 20261123);

withStockCli((cli) => {
  describe('the stock CLI and the embedded engine', () => {
    const engines = new BothEngines(cli);
    afterEach(() => engines.close());

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
      await engines.take([
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
      await engines.take([
        { verb: 'up', program: three, refused: 'create b' },
        { verb: 'up', program: three },
        { verb: 'destroy', refused: 'delete b-1' },
        { verb: 'destroy' },
      ]);
    });

    it('go on with what does not depend on a failed resource, and delete nothing', async () => {
      const four = (size: number, more: readonly string[] = []): UnitProgram => {
        return async () => {
          const a = new Thing('a', { size });
          const b = new Thing('b', { of: a.arn, size }, { parent: new Group('group') });
          const c = new Thing('c', { size });
          const d = new Thing('d', { of: c.arn, size }, { dependsOn: [c] });
          for (const name of more) new Thing(name, { size });
          return { b: b.arn, d: d.arn };
        };
      };
      await engines.take([
        { verb: 'up', program: four(1, ['e', 'f']), refused: 'create a' },
        { verb: 'up', program: four(1, ['e', 'f']) },
        { verb: 'up', program: four(2, ['e']), refused: 'update c' },
        { verb: 'up', program: four(2, ['e']) },
        { verb: 'destroy', refused: 'delete b-1' },
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
      await engines.take([
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
      await engines.take([
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
      await engines.take([
        { verb: 'up', program: chain(1) },
        { verb: 'preview', program: chain(2) },
        { verb: 'up', program: chain(2) },
        { verb: 'up', program: chain(3), refused: 'delete a-2' },
        { verb: 'up', program: chain(3), onlyResult: true },
        { verb: 'up', program: chain(4), refused: 'create b' },
        { verb: 'refresh' },
        { verb: 'up', program: chain(4), onlyResult: true },
        { verb: 'up', program: chain(5, { fixed: 1 }) },
        { verb: 'destroy' },
      ]);
    });

    it('settle the same of what a run that was killed left pending, and go on from there', async () => {
      const three = (size: number): UnitProgram => {
        return async () => {
          const a = new Thing('a', { size });
          new Thing('b', { of: a.arn, password: pulumi.secret('hush') });
          new Thing('c');
          return {};
        };
      };
      await engines.take([
        { verb: 'up', program: three(1) },
        { verb: 'settle', before: leftPending },
        { verb: 'up', program: three(2) },
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
      await engines.take([
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
      await engines.take([
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
          await engines.take([up(before), up(after), up(after), { verb: 'destroy' }]);
        }),
        { numRuns: RUNS, seed: SEED, endOnFailure: true },
      );
    });

    it(`do the same where a step of a random program fails (${RUNS} pairs)`, async function () {
      this.timeout(RUNS * 40_000);
      const parts = [fc.constantFrom('create', 'update'), fc.nat({ max: 3 }), fc.constantFrom('', '-r')] as const;
      const refused = fc.tuple(...parts).map(([op, at, renamed]) => `${op} n${at}${renamed}`);
      await fc.assert(
        fc.asyncProperty(randomProgram(), randomProgram(), refused, async (before, after, call) => {
          await engines.take([up(before), { ...up(after), refused: call }, up(after), { verb: 'destroy' }]);
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
        [engines.embedded(), engines.stock()],
        [engines.stock(), engines.embedded()],
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
});

const up = (nodes: RandomProgram): Step => ({ verb: 'up', program: declare(nodes) });

/** `a` being changed and `b` being made, both done; `c` being deleted, not done: no end of any was recorded. */
function leftPending({ base, provider: { cloud } }: World): void {
  if (base === undefined) throw new Error('nothing was deployed');
  const of = (name: string) => base.resources?.find(({ urn }) => urn.endsWith(`::${name}`)) as ResourceV3;
  const [a, b, c] = [of('a'), of('b'), of('c')];
  const { id: _id, outputs: _outputs, ...intended } = b;
  base.resources = base.resources?.filter((one) => one !== b) ?? [];
  base.pending_operations = [
    { type: 'updating', resource: { ...a, inputs: { size: 2 } } },
    { type: 'creating', resource: intended },
    { type: 'deleting', resource: c },
  ];
  const made = cloud.get('a-1');
  if (made) cloud.set('a-1', { ...made, inputs: { ...made.inputs, size: 2 } });
}

/** State and cloud of one world, for another one. */
function hand(from: World, to: World): void {
  to.base = JSON.parse(JSON.stringify(from.base)) as DeploymentV3;
  for (const [id, resource] of from.provider.cloud) to.provider.cloud.set(id, resource);
}
