import { expect } from 'chai';
import { LoopbackBackend, type ServedUnit } from '../../../src/adapters/loopback-backend/loopback-backend.js';
import { journalSealed, journalSpooled } from '../../../src/core/state/errors.js';
import { base64Sealer } from './base64-sealer.js';
import { CliClient, Entries, resource } from './cli-client.js';
import { MemoryJournal } from './memory-journal.js';

const UNIT = { project: 'shop', stack: 'test' };
const STACK = 'panka/shop/test';

describe('what the loopback backend refuses', () => {
  let backend: LoopbackBackend;
  let cli: CliClient;
  let journal: MemoryJournal;
  let entries: Entries;

  beforeEach(async () => {
    backend = await LoopbackBackend.start({ secrets: base64Sealer });
    cli = new CliClient(backend);
    journal = new MemoryJournal();
    entries = new Entries();
  });

  afterEach(() => backend.close());

  function serve(more: Partial<ServedUnit> = {}) {
    return backend.serve({ unit: UNIT, base: undefined, journal, ...more });
  }

  it('is every step after another run has taken over, for good', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    await update.journal(entries.create('a'));
    const taken = journalSealed('journal/2', 'run-2');
    journal.fault = () => {
      throw taken;
    };
    const { status, body } = await update.journal([entries.begin('b', 'creating')]);
    expect([status, body]).to.deep.equal([409, { code: 409, message: taken.message }]);
    expect(service.refusal).to.equal(taken);
    journal.fault = () => undefined;
    for (const later of [entries.begin('c', 'creating'), entries.begin('d', 'creating')]) {
      expect((await update.journal([later])).status).to.equal(409);
    }
    expect(journal.entries).to.have.length(2);
    expect((await update.ask('POST', 'renew_lease', { duration: 300 })).status).to.equal(403);
    expect((await update.complete('failed')).status).to.equal(409);
    expect(service.completed).to.equal(undefined);
    expect(service.deployment().resources).to.have.length(1);
  });

  it('is every step after the lease was lost, though what ends one that is under way is kept', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const begun = entries.begin('a', 'creating');
    const ended = entries.success({ state: resource('a') });
    await update.journal([begun]);
    const lost = new Error('the lock was lost');
    service.refuse(lost);
    service.refuse(new Error('a later one'));
    const { status, body } = await update.journal([ended, entries.begin('b', 'creating')]);
    expect([status, body]).to.deep.equal([409, { code: 409, message: 'the lock was lost' }]);
    expect(service.refusal).to.equal(lost);
    expect(journal.entries).to.deep.equal([begun, ended]);
    expect(service.deployment().pending_operations).to.equal(undefined);
  });

  it('is only what would begin after an interruption: what is under way ends, and the run with it', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    await update.journal([entries.begin('a', 'creating')]);
    const ended = entries.success({ state: resource('a') });
    service.stop(new Error('the run was stopped'));
    const refused = await update.journal([entries.begin('b', 'creating')]);
    expect([refused.status, refused.body['message']]).to.deep.equal([409, 'the run was stopped']);
    expect((await update.journal([ended])).status).to.equal(200);
    expect((await update.complete('failed')).status).to.equal(200);
    expect([service.refusal, service.completed]).to.deep.equal([undefined, 'failed']);
    expect(journal.entries).to.have.length(2);
    expect(service.deployment().pending_operations).to.equal(undefined);
  });

  it('is what was refused while it was on its way to the journal', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const begun = entries.begin('a', 'creating');
    journal.fault = () => service.refuse(new Error('the lock was lost'));
    expect((await update.journal([begun])).status).to.equal(409);
    expect(service.deployment().pending_operations).to.have.length(1);
  });

  it('is what the caller refuses before a step: it is not stored, and nothing is begun any more', async () => {
    const asked: string[] = [];
    const service = serve({
      beforeAppend: async (batch) => {
        asked.push(...batch.map(({ operation }) => operation?.resource.id ?? ''));
        if (asked.includes('b-1')) throw new Error('not this one');
      },
    });
    const update = await cli.begin(STACK);
    await update.journal([entries.begin('a', 'creating')]);
    const answer = await update.journal([entries.success({ state: resource('a') }), entries.begin('b', 'creating')]);
    expect(answer.body['message']).to.equal('not this one');
    expect(asked).to.deep.equal(['a-1', '', 'b-1']);
    expect(service.entries).to.have.length(2);
    expect((await update.journal([entries.begin('c', 'creating')])).status).to.equal(409);
    expect(service.deployment().pending_operations).to.equal(undefined);
  });

  it('is every step once the store takes no more; what ends those under way counts where it is kept on this machine', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const begun = entries.begin('a', 'creating');
    await update.journal([begun]);
    const spooled: unknown[] = [];
    journal.fault = (batch) => {
      spooled.push(...batch);
      throw journalSpooled('journal/2', '/spool', new Error('no space'));
    };
    const ended = entries.success({ state: resource('a') });
    expect((await update.journal([ended])).status).to.equal(409);
    expect((await update.journal([entries.begin('b', 'creating')])).status).to.equal(409);
    expect(spooled).to.deep.equal([ended]);
    expect(service.entries).to.deep.equal([begun, ended]);
    expect(service.refusal).to.have.property('code', 'JournalSpooled');
  });

  const unknown: Readonly<Record<string, Record<string, unknown>>> = {
    'kind 8': { kind: 8 },
    'kind 9': { kind: 9, snippets: [] },
    'kind 11': { kind: 11 },
    'version 2': { version: 2 },
    'a field of later versions': { requiresByteString: true },
    'a field of a resource that no replay keeps': { kind: 1, state: { ...resource('a'), viewOf: 'urn:x' } },
    'a resource without URN': { kind: 1, state: { custom: true } },
    'no sequence number': { sequenceID: 0 },
    'a reference that is no number': { removeOld: 'first' },
  };
  for (const [what, change] of Object.entries(unknown)) {
    it(`is a batch with an entry that nobody could replay: ${what}`, async () => {
      const service = serve();
      const update = await cli.begin(STACK);
      const batch = [...entries.create('a'), { ...entries.entry({}), ...change }];
      expect((await update.journal(batch)).status).to.equal(400);
      expect(journal.batches).to.have.length(0);
      expect(service.refusal).to.have.property('code', 'JournalEntryUnknown');
      expect((await update.journal([entries.begin('b', 'creating')])).status).to.equal(409);
      expect(journal.batches).to.have.length(0);
    });
  }

  it('is a second update, at once and later', async () => {
    serve();
    const update = await cli.begin(STACK);
    const announce = () => cli.ask('POST', `/api/stacks/${STACK}/destroy`, { body: {} });
    expect((await announce()).status).to.equal(409);
    await update.complete();
    expect((await announce()).status).to.equal(409);
  });

  it('is an update of a unit that is open for previews only', async () => {
    serve({ journal: undefined });
    const { status, body } = await cli.ask('POST', `/api/stacks/${STACK}/update`, { body: {} });
    expect([status, body['message']]).to.deep.equal([409, 'This stack is open for previews only.']);
  });

  it('is an update without journal, as an old CLI or PULUMI_DISABLE_JOURNALING makes it', async () => {
    serve();
    const announced = await cli.ask('POST', `/api/stacks/${STACK}/update`, { body: {} });
    const path = `/api/stacks/${STACK}/update/${String(announced.body['updateID'])}`;
    const { status, body } = await cli.ask('POST', path, { body: { tags: {} } });
    expect(status).to.equal(400);
    expect(body['message']).to.include('PULUMI_DISABLE_JOURNALING');
    const newer = await cli.ask('POST', path, { body: { journalVersion: 2 } });
    expect(newer.body['journalVersion'], 'never more than what is read here').to.equal(1);
  });

  it('is a whole state in place of steps', async () => {
    serve();
    const update = await cli.begin(STACK);
    expect((await update.ask('PATCH', 'checkpoint', { version: 3 }, true)).status).to.equal(409);
  });

  it('is everything after `pulumi cancel`', async () => {
    const service = serve();
    const update = await cli.begin(STACK);
    const { body } = await cli.ask('GET', `/api/stacks/${STACK}`);
    expect(update.path).to.include(String(body['activeUpdate']));
    expect((await cli.ask('POST', `${update.path}/cancel`)).status).to.equal(200);
    expect((await update.journal([entries.begin('a', 'creating')])).status).to.equal(409);
    expect(service.refusal).to.have.property('code', 'EngineCancelled');
  });

  it('is who has another token, another update or another name for this machine', async () => {
    serve();
    const update = await cli.begin(STACK);
    const stranger = new CliClient({ url: backend.url, token: 'x' });
    expect((await stranger.ask('GET', '/api/user')).status).to.equal(401);
    expect((await stranger.ask('GET', '/elsewhere')).status).to.equal(401);
    const journalPath = `${update.path}/journalentries`;
    const body = { entries: entries.create('a') };
    expect((await cli.ask('PATCH', journalPath, { body, updateToken: 'x' })).status).to.equal(403);
    expect((await cli.ask('PATCH', journalPath, { body })).status).to.equal(403);
    const elsewhere = `/api/stacks/${STACK}/update/00000000/journalentries`;
    expect((await cli.ask('PATCH', elsewhere, { body, updateToken: update.token })).status).to.equal(409);
    const host = { host: 'evil.example:80' };
    expect((await cli.ask('GET', '/api/user', { headers: host })).status).to.equal(403);
    expect(journal.batches).to.have.length(0);
  });

  it('is a CLI that does not journal or that nobody knows, with what to install', async () => {
    for (const agent of ['pulumi-cli/1 (3.224.9; linux)', 'pulumi-cli/1 (4.0.0; linux)', 'curl/8', '']) {
      const { status, body } = await cli.ask('GET', '/api/user', { headers: { 'user-agent': agent } });
      expect([agent, status]).to.deep.equal([agent, 400]);
      expect(body['message']).to.include('panka engine install');
    }
    for (const agent of ['pulumi-cli/1 (3.225.0; linux; cmd=up)', 'pulumi-cli/1 (v3.260.0-dev.0; darwin)']) {
      expect((await cli.ask('GET', '/api/user', { headers: { 'user-agent': agent } })).status).to.equal(200);
    }
  });

  it('is a stack that is not open, before and after', async () => {
    expect((await cli.ask('GET', `/api/stacks/${STACK}`)).status).to.equal(404);
    const service = serve();
    expect((await cli.ask('GET', `/api/stacks/${STACK}`)).status).to.equal(200);
    expect((await cli.ask('GET', '/api/stacks/other/shop/test')).status).to.equal(404);
    const update = await cli.begin(STACK);
    expect(() => serve()).to.throw('served already');
    service.close();
    expect((await cli.ask('GET', `/api/stacks/${STACK}`)).status).to.equal(404);
    expect((await update.journal([entries.begin('a', 'creating')])).status).to.equal(409);
    serve();
    expect((await update.journal([entries.begin('a', 'creating')])).status).to.equal(409);
    expect(journal.batches).to.have.length(0);
  });

  it('is what is no JSON, without repeating it', async () => {
    serve();
    const update = await cli.begin(STACK);
    const headers = { 'content-encoding': 'gzip' };
    const asked = { body: { secret: 'hunter2' }, updateToken: update.token, headers };
    const { status, body } = await cli.ask('PATCH', `${update.path}/journalentries`, asked);
    expect(status).to.equal(400);
    expect(JSON.stringify(body)).not.to.include('hunter2');
  });
});
