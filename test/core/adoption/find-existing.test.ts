import { expect } from 'chai';
import { findExisting } from '../../../src/core/adoption/find-existing.js';
import { differencesOf } from '../../../src/core/adoption/guard-existing.js';
import { selectTargets } from '../../../src/core/execution/targets.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { component, queue, shop, TARGET } from '../execution/unit-project.js';
import { AdoptionProject } from './adoption-project.js';

const QUEUE = 'aws:sqs/queue:Queue';

describe('looking for what exists', () => {
  describe('by the embedded engine', () => suite({}));
  withStockCli(() => suite({ PANKA_SANDBOX_ENGINE: 'pulumi' }));
});

function suite(variables: NodeJS.ProcessEnv): void {
  const env = { ...process.env, ...variables };
  let project: AdoptionProject;
  beforeEach(() => {
    project = new AdoptionProject();
  });
  afterEach(() => project.remove());

  const documents = (spec: JsonObject = {}) =>
    shop('stack', queue('api/orders', spec), component('S3', 'web/files', {}));

  async function look(address: string, manifests: readonly JsonObject[], given: Readonly<Record<string, string>> = {}) {
    const desired = await project.desire(manifests);
    const runtime = await project.ports({ env }).engine();
    const current = { state: undefined, interrupted: false };
    try {
      const base = await project.deployment();
      const targets = selectTargets({ components: [address] }, desired.application, current);
      const known = { desired, current, base, targets, refresh: false, runtime, target: TARGET };
      return await findExisting({ ...known, component: address, given: new Map(Object.entries(given)) });
    } finally {
      await runtime.close();
    }
  }

  async function forgotten(): Promise<Readonly<Record<string, string>>> {
    await project.apply(documents());
    const ids = await project.ids();
    await project.forget(...Object.keys(ids));
    return ids;
  }
  const found = ({ found: list }: Awaited<ReturnType<typeof look>>) =>
    Object.fromEntries(list.map(({ name, id }) => [name, id]));
  const of = (ids: Readonly<Record<string, string>>, address: string) =>
    Object.fromEntries(Object.entries(ids).filter(([name]) => name === address || name.startsWith(`${address}/`)));

  it('finds all parts of a component by their marks and names, and writes nothing', async () => {
    const ids = await forgotten();
    const before = [project.store.all(), await project.head()];
    for (const address of ['api/orders', 'web/files']) {
      const result = await look(address, documents());
      expect(found(result)).to.deep.equal(of(ids, address));
      expect(result.missing).to.deep.equal([]);
      expect(differencesOf(result.plan)).to.deep.equal([]);
    }
    expect([project.store.all(), await project.head()]).to.deep.equal(before);
  });

  // What follows is up to panka, whatever the engine, and takes a preview for each round.
  if (variables.PANKA_SANDBOX_ENGINE === 'pulumi') return;

  it('finds what others have made by its name, and from a given id what belongs to it', async () => {
    const ids = await forgotten();
    project.disown();
    expect(found(await look('api/orders', documents()))).to.deep.equal(of(ids, 'api/orders'));
    const main = { 'api/orders': ids['api/orders'] ?? '' };
    const renamed = await look('api/orders', documents({ name: 'legacy' }), main);
    expect(renamed.found).to.deep.include({ name: 'api/orders', type: QUEUE, id: main['api/orders'], by: 'given' });
    const [difference] = differencesOf(renamed.plan);
    expect(difference).to.include({ resource: 'api/orders', replaces: true });
    const name = JSON.parse(difference?.property.before ?? '') as string;
    const again = await look('api/orders', documents({ name }), main);
    expect(found(again)).to.include({ 'api/orders/policy': ids['api/orders/policy'] });
    expect(differencesOf(again.plan)).to.deep.equal([]);
  });

  it('says what is missing, what is deployed, and refuses a given id that is not there', async () => {
    const nothing = await look('api/orders', documents());
    expect(nothing.found).to.deep.equal([]);
    expect(nothing.missing.map(({ name }) => name)).to.include.members(['api/orders', 'api/orders/dlq']);
    const failed = look('api/orders', documents(), { 'api/orders': 'https://sqs/none' }).catch(
      (error: unknown) => error,
    );
    expect(await failed).to.include({ code: 'ExistingNotFound' });
    await project.apply(documents());
    const deployed = await look('api/orders', documents());
    expect(deployed.deployed).to.include('api/orders');
    expect([deployed.found, deployed.missing]).to.deep.equal([[], []]);
  });
}
