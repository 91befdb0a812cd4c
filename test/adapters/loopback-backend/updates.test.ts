import { expect } from 'chai';
import { LoopbackBackend, type ServedUnit } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import type { DeploymentV3 } from '../../../src/core/engine/deployment-v3.js';
import { JOURNAL_KIND } from '../../../src/core/engine/journal-entry.js';
import { replayJournal } from '../../../src/core/engine/replay.js';
import { base64Sealer } from './base64-sealer.js';
import { CliClient, Entries, ROOT, resource, urnOf } from './cli-client.js';
import { MemoryJournal } from './memory-journal.js';

const UNIT = { project: 'shop', stack: 'test' };
const STACK = 'panka/shop/test';

function baseOf(...names: string[]): DeploymentV3 {
  const { manifest } = replayJournal(undefined, [], { time: new Date(0).toISOString() });
  return { manifest, resources: [ROOT, ...names.map((name) => resource(name))] };
}

describe('an update through the loopback backend', () => {
  let backend: LoopbackBackend;
  let cli: CliClient;
  let journal: MemoryJournal;

  beforeEach(async () => {
    backend = await LoopbackBackend.start({ secrets: base64Sealer });
    cli = new CliClient(backend);
    journal = new MemoryJournal();
  });

  afterEach(() => backend.close());

  function serve(more: Partial<ServedUnit> = {}) {
    return backend.serve({ unit: UNIT, base: undefined, journal, ...more });
  }

  function namesOf(deployment: DeploymentV3): string[] {
    return (deployment.resources ?? []).map(({ urn }) => urn.slice(urn.lastIndexOf('::') + 2));
  }

  it('creates: every step is in the journal before its request is answered', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const entries = new Entries();
    const [begin, end] = entries.create('a');
    expect((await update.journal([begin])).status).to.equal(200);
    expect(journal.entries).to.deep.equal([begin]);
    expect(service.deployment().pending_operations?.map(({ type }) => type)).to.deep.equal(['creating']);
    expect((await update.journal([end])).status).to.equal(200);
    expect((await update.complete()).status).to.equal(200);
    expect(service.completed).to.equal('succeeded');
    expect(service.entries).to.deep.equal([begin, end]);
    expect(namesOf(service.deployment())).to.deep.equal(['a']);
    expect(service.deployment().pending_operations).to.equal(undefined);
  });

  it('updates and deletes what the base has, by its place there', async () => {
    const service = serve({ base: baseOf('a', 'b') });
    const update = await cli.begin(STACK);
    const entries = new Entries();
    const root = entries.same(0, ROOT);
    await update.journal([...root, ...entries.update('a', 1, { name: 'changed' }), ...entries.delete('b', 2)]);
    await update.complete();
    expect(service.deployment().resources).to.deep.equal([ROOT, resource('a', { inputs: { name: 'changed' } })]);
  });

  it('replaces: the old half waits marked for its deletion', async () => {
    const service = serve({ base: baseOf('a') });
    const update = await cli.begin(STACK);
    const entries = new Entries();
    const root = entries.same(0, ROOT);
    const state = resource('a', { id: 'a-2' });
    const created = [entries.begin('a', 'creating', state), entries.success({ state, deleteOld: 1 })];
    await update.journal([...root, ...created]);
    expect(service.deployment().resources?.map(({ id, delete: old }) => [id, old])).to.deep.equal([
      [undefined, undefined],
      ['a-2', undefined],
      ['a-1', true],
    ]);
    await update.journal(entries.delete('a', 1));
    await update.complete();
    expect(service.deployment().resources?.map(({ id }) => id)).to.deep.equal([undefined, 'a-2']);
  });

  it('fails: what was done before stays, and the failed step leaves nothing', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const entries = new Entries();
    await update.journal([...entries.create('a'), entries.begin('b', 'creating'), entries.failure()]);
    await update.complete('failed');
    expect(service.completed).to.equal('failed');
    expect(service.refusal).to.equal(undefined);
    expect(namesOf(service.deployment())).to.deep.equal(['a']);
    expect(service.deployment().pending_operations).to.equal(undefined);
  });

  it('refreshes: what is gone leaves, what has changed is taken over', async () => {
    const service = serve({ base: baseOf('a', 'b') });
    const update = await cli.begin(STACK, 'refresh');
    const entries = new Entries();
    const state = resource('b', { outputs: { size: 2 } });
    await update.journal([
      entries.entry({ kind: JOURNAL_KIND.refreshSuccess, removeOld: 1 }),
      entries.entry({ kind: JOURNAL_KIND.refreshSuccess, removeOld: 2, state }),
      entries.entry({ kind: JOURNAL_KIND.rebuiltBaseState }),
    ]);
    await update.complete();
    expect(service.deployment().resources).to.deep.equal([ROOT, state]);
  });

  it('keeps what records no call of a provider in memory until one comes, or the end', async () => {
    const service = serve({ base: baseOf('a', 'b') });
    const update = await cli.begin(STACK);
    const entries = new Entries();
    const first = entries.same(0, ROOT);
    expect((await update.journal(first)).status).to.equal(200);
    expect(journal.batches).to.have.length(0);
    expect(service.entries).to.deep.equal(first);
    const begin = entries.begin('b', 'updating');
    await update.journal([begin]);
    expect(journal.batches).to.deep.equal([[...first, begin]]);
    const success = entries.success({ removeOld: 2, state: resource('b', { inputs: {} }) });
    await update.journal([success]);
    const last = entries.same(1, resource('a'));
    await update.journal(last);
    expect(journal.batches).to.have.length(2);
    await update.complete();
    expect(journal.entries).to.deep.equal([...first, begin, success, ...last]);
  });

  it('takes a batch whose answer was lost as the one that it is', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const batch = new Entries().create('a');
    await update.journal(batch);
    expect((await update.journal(batch)).status).to.equal(200);
    expect(service.entries).to.deep.equal(batch);
    expect(journal.entries).to.deep.equal(batch);
  });

  it('takes a batch of megabytes', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const entries = new Entries();
    const many = Array.from({ length: 300 }, (_, n) =>
      entries.create(`r${n}`, resource(`r${n}`, { inputs: { text: `${n}`.repeat(5_000) } })),
    ).flat();
    expect((await update.journal(many)).status).to.equal(200);
    expect(namesOf(service.deployment())).to.have.length(300);
  });

  it('serves several units at once, each with its own journal', async () => {
    const other = new MemoryJournal();
    const one = serve();
    const two = backend.serve({ unit: { project: 'shop', stack: 'two' }, base: undefined, journal: other });
    const [first, second] = await Promise.all([cli.begin(STACK), cli.begin('panka/shop/two')]);
    await Promise.all([first.journal(new Entries().create('a')), second.journal(new Entries().create('b'))]);
    await Promise.all([first.complete(), second.complete('failed')]);
    expect([one.completed, two.completed]).to.deep.equal(['succeeded', 'failed']);
    expect([namesOf(one.deployment()), namesOf(two.deployment())]).to.deep.equal([['a'], ['b']]);
    expect(journal.text).to.include(urnOf('a')).and.not.include(urnOf('b'));
    expect(other.text).to.include(urnOf('b')).and.not.include(urnOf('a'));
  });

  it('shows the CLI the base while the update runs, and what it made afterwards', async () => {
    serve({ base: baseOf('a') });
    const update = await cli.begin(STACK);
    const entries = new Entries();
    await update.journal([...entries.same(0, ROOT), ...entries.delete('a', 1)]);
    expect(namesOf(await cli.export(STACK))).to.deep.equal(['shop-test', 'a']);
    await update.complete();
    expect(namesOf(await cli.export(STACK))).to.deep.equal(['shop-test']);
  });

  it('tells of the update in the history, with the counts of its summary', async () => {
    serve();
    const update = await cli.begin(STACK);
    const events = [{ sequence: 1, summaryEvent: { resourceChanges: { create: 1 } } }];
    expect((await update.ask('POST', 'events/batch', { events }, true)).status).to.equal(200);
    await update.complete();
    const { body } = await cli.ask('GET', `/api/stacks/${STACK}/updates?pageSize=1&page=1`);
    const [entry] = body['updates'] as Record<string, unknown>[];
    expect(entry).to.include({ kind: 'update', result: 'succeeded', version: 1 });
    expect(entry?.['resourceChanges']).to.deep.equal({ create: 1 });
  });

  it('journals nothing of a preview', async () => {
    const service = serve({ journal: undefined, base: baseOf('a') });
    const preview = await cli.begin(STACK, 'destroy', true);
    expect((await preview.journal(new Entries().delete('a', 1))).status).to.equal(409);
    expect((await preview.complete()).status).to.equal(200);
    expect(service.completed).to.equal(undefined);
    expect(namesOf(service.deployment())).to.deep.equal(['shop-test', 'a']);
  });
});
