import { expect } from 'chai';
import type { Plan } from '../../../src/core/plan/plan.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { failureOf } from '../../helpers/failure-of.js';
import { withStockCli } from '../../helpers/with-stock-cli.js';
import { component, network, queue, shop } from '../execution/unit-project.js';
import { AdoptionProject, errorOf, ops } from './adoption-project.js';

const DATABASE = {
  engine: { type: 'postgres', version: '16' },
  instance: { class: 'db.t4g.small', storage: { allocatedGB: 20 } },
  database: { name: 'files' },
};
const QUEUE = 'aws:sqs/queue:Queue';

describe('taking over what exists', () => {
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

  const stack = (...documents: readonly JsonObject[]) => shop('stack', ...documents);
  const orders = (spec: JsonObject = {}) => stack(queue('api/orders', { visibilityTimeout: 60, ...spec }));
  const resourcesOf = ({ changes }: Plan) => changes.flatMap(({ resources }) => resources);

  /** Made by one stack and forgotten by it; ids by name. */
  async function forgotten(documents = orders()): Promise<Readonly<Record<string, string>>> {
    await project.apply(documents);
    const ids = await project.ids();
    await project.forget(...Object.keys(ids));
    return ids;
  }

  it('imports what the state has forgotten, and changes nothing', async () => {
    const ids = await forgotten();
    const documents = orders({ existing: ids });
    const before = project.store.all();
    const planned = resourcesOf(await project.plan(documents, { env }));
    expect([...ops(planned)].sort()).to.deep.equal(
      Object.keys(ids)
        .map((name) => `import ${name}`)
        .sort(),
    );
    expect(planned.flatMap(({ changes }) => changes)).to.deep.equal([]);
    expect(planned.find(({ name }) => name === 'api/orders')?.existing).to.equal(ids['api/orders']);
    const outcome = await project.apply(documents, { env });
    expect(outcome.status, errorOf(outcome)).to.equal('succeeded');
    expect(outcome.resources).to.deep.equal({ import: 5 });
    expect(await project.ids()).to.deep.equal(ids);
    expect(project.store.all()).to.deep.equal(before);
  });

  it('has nothing to do afterwards, with and without the ids in the manifest', async () => {
    const ids = await forgotten();
    await project.apply(orders({ existing: ids }), { env });
    for (const documents of [orders({ existing: ids }), orders()]) {
      expect(ops(resourcesOf(await project.plan(documents, { env })))).to.deep.equal([]);
      expect((await project.apply(documents, { env })).status).to.equal('nothing-to-do');
    }
  });

  it('sets its own tags on what others have made, and shows that before', async () => {
    const ids = await forgotten();
    project.disown();
    const documents = orders({ existing: { orders: ids['api/orders'] ?? '', dlq: ids['api/orders/dlq'] ?? '' } });
    const plan = await project.plan(documents, { env });
    const main = resourcesOf(plan).find(({ name }) => name === 'api/orders');
    expect(main?.changes.map(({ path, kind }) => [path, kind])).to.deep.equal([['tags', 'add']]);
    expect(plan.changes[0]).to.include({ action: 'create', reason: 'takes over what exists' });
    const outcome = await project.apply(documents, { env });
    expect(outcome.status, errorOf(outcome)).to.equal('succeeded');
    expect(outcome.resources).to.include({ import: 2, update: 2 });
    expect(project.held(QUEUE)).to.have.length(2);
    expect(project.held(QUEUE)[0]?.inputs.tags).to.include({ 'panka:stack': 'shop' });
  });

  it('says which line has to say what where something differs, and changes it only if told to', async () => {
    const ids = await forgotten();
    const documents = orders({ visibilityTimeout: 90, existing: ids });
    const refused = await failureOf(project.apply(documents, { env, changeExisting: [] }));
    expect(refused.code).to.equal('ExistingDiffers');
    const [found] = refused.diagnostics;
    expect(found?.message).to.equal(
      'visibilityTimeoutSeconds of the existing api/orders would be changed: there 60, declared 90',
    );
    expect(found?.suggestion).to.equal('to keep what is there, make spec.visibilityTimeout say 60');
    expect(found?.source).to.deep.equal({ file: '1.yaml', line: 10, column: 26 });
    expect(await project.ids()).to.deep.equal({});
    const outcome = await project.apply(documents, { env, changeExisting: ['api/orders'] });
    expect(outcome.resources, errorOf(outcome)).to.deep.equal({ import: 5, update: 1 });
    expect(await project.ids()).to.deep.equal(ids);
  });

  it('never replaces what it takes over', async () => {
    const ids = await forgotten();
    const documents = orders({ name: 'another', existing: ids['api/orders'] ?? '' });
    const before = project.store.all();
    const refused = await failureOf(project.apply(documents, { env, changeExisting: ['all'] }));
    expect(refused.code).to.equal('ExistingDiffers');
    expect(refused.message).to.include('would be replaced').and.include('name');
    expect(refused.diagnostics[0]?.path).to.equal('/spec/name');
    expect(project.store.all()).to.deep.equal(before);
  });

  it('tells of ids that are not there, of names that nobody declares, and of things taken twice', async () => {
    const ids = await forgotten();
    const refusalOf = async (documents: readonly JsonObject[]) => failureOf(project.apply(documents, { env }));
    const missing = await refusalOf(orders({ existing: 'https://sqs/nowhere' }));
    expect([missing.code, missing.exitCode]).to.deep.equal(['ExistingNotFound', 3]);
    expect(missing.diagnostics[0]?.source?.file).to.equal('1.yaml');
    const unknown = await refusalOf(orders({ existing: { dql: ids['api/orders/dlq'] ?? '' } }));
    expect(unknown.code).to.equal('ExistingUndeclared');
    expect(unknown.message).to.include('did you mean "api/orders/dlq"?');
    const twice = stack(
      ...orders({ existing: ids }).slice(1),
      queue('api/other', { existing: ids['api/orders'] ?? '' }),
    );
    expect((await refusalOf(twice)).code).to.equal('ExistingConflict');
    expect(project.held(QUEUE)).to.have.length(2);
  });

  it('refuses an id for what is deployed as something else', async () => {
    await project.apply(orders(), { env });
    const refused = await failureOf(project.apply(orders({ existing: 'https://sqs/other' }), { env }));
    expect(refused.code).to.equal('ExistingConflict');
    expect(refused.suggestions.join(' ')).to.include('panka state rm api/orders');
  });

  it('leaves what is there where the deployment fails, and goes on from there', async () => {
    const ids = await forgotten();
    project.disown();
    const documents = orders({ existing: ids });
    const faults = [{ on: 'update', name: 'api/orders', fail: 'AccessDenied: no' }];
    const failed = await project.apply(documents, { env, faults });
    expect(failed.status).to.equal('failed');
    expect(project.held(QUEUE)).to.have.length(2);
    const outcome = await project.apply(documents, { env });
    expect(outcome.status, errorOf(outcome)).to.equal('succeeded');
    expect(outcome.resources).to.not.have.any.keys('create', 'delete', 'replace');
    expect(await project.ids()).to.deep.equal(ids);
  });

  it('deletes what was there before only by name, and says what it is', async () => {
    const ids = await forgotten();
    await project.apply(orders({ existing: ids }), { env });
    await project.apply(orders(), { env });
    const without = stack(queue('api/other'));
    const plan = await project.plan(without, { env });
    expect(resourcesOf(plan).filter(({ adopted }) => adopted)).to.have.length(5);
    const refused = await failureOf(project.apply(without, { env, allowDataLoss: [] }));
    expect(refused.code).to.equal('DataLoss');
    expect(refused.message).to.include('QueuePolicy api/orders/policy, which was there before it was adopted');
    expect((await project.destroy({ env })).status).to.equal('succeeded');
    expect(project.held(QUEUE)).to.deep.equal([]);
  });

  it('takes over a bucket and a database', async () => {
    const documents = (existing: Readonly<Record<string, JsonObject>> = {}) =>
      stack(
        component('S3', 'web/files', { ...existing.files }),
        component('RDS', 'web/db', { ...DATABASE, ...existing.db }),
        network(),
      );
    await project.apply(documents());
    const all = await project.ids();
    const own = Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('web/')));
    await project.forget(...Object.keys(own));
    const of = (address: string) =>
      Object.fromEntries(Object.entries(own).filter(([name]) => name === address || name.startsWith(`${address}/`)));
    const adopting = documents({ files: { existing: of('web/files') }, db: { existing: of('web/db') } });
    const outcome = await project.apply(adopting, { env });
    expect(outcome.status, errorOf(outcome)).to.equal('succeeded');
    expect(outcome.resources).to.not.have.any.keys('create', 'delete', 'replace');
    expect(await project.ids()).to.deep.equal(all);
  });
}
