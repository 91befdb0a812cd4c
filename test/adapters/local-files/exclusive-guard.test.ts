import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { withGuard } from '../../../src/adapters/local-files/exclusive-guard.js';
import { ownIdentity } from '../../../src/adapters/local-locks/process-identity.js';
import { failureOf } from '../../helpers/failure-of.js';
import { startWorker } from '../../helpers/start-worker.js';

const WORKER = new URL('./guard-worker.ts', import.meta.url);

describe('withGuard', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'panka-guard-'));
    await writeFile(join(folder, 'counter'), '0');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps two processes and this one apart, and leaves nothing behind', async () => {
    const workers = [1, 2].map(() => startWorker(WORKER, ['count', folder, '60']));
    for (let n = 0; n < 40; n += 1) await count();
    await Promise.all(workers.map((worker) => worker.done));
    expect(await readFile(join(folder, 'counter'), 'utf8')).to.equal('160');
    expect(await readdir(join(folder, 'guards'))).to.deep.equal([]);
    expect(await readdir(join(folder, 'drafts'))).to.deep.equal([]);
  });

  it('takes the guard of a killed process, once, however many want it', async () => {
    const worker = startWorker(WORKER, ['stay', folder]);
    await worker.ready;
    expect((await failureOf(withGuard(guard(0), async () => {}))).code).to.equal('GuardBusy');
    await worker.kill();
    await Promise.all(Array.from({ length: 20 }, count));
    expect(await readFile(join(folder, 'counter'), 'utf8')).to.equal('20');
    expect(await readdir(join(folder, 'guards'))).to.deep.equal([]);
  });

  it('goes on when one was killed while it removed the guard of another killed one', async () => {
    const first = startWorker(WORKER, ['stay', folder]);
    await first.ready;
    await first.kill();
    const [held] = (await readdir(join(folder, 'guards'))) as [string];
    const token = JSON.parse(await readFile(join(folder, 'guards', held), 'utf8'));
    await writeFile(
      join(folder, 'guards', `${held}.${token.id.slice(0, 8)}`),
      JSON.stringify({ ...token, id: 'another-dead-one' }),
    );
    await Promise.all(Array.from({ length: 5 }, count));
    expect(await readFile(join(folder, 'counter'), 'utf8')).to.equal('5');
    expect(await readdir(join(folder, 'guards'))).to.deep.equal([]);
  });

  it('never takes the guard of a process that it cannot judge, and says what to remove', async () => {
    let name = '';
    await withGuard(guard(1000), async () => {
      [name] = (await readdir(join(folder, 'guards'))) as [string];
    });
    await mkdir(join(folder, 'guards'), { recursive: true });
    const foreign = {
      ...(await ownIdentity()),
      host: 'another-host',
      id: 'x'.repeat(10),
      since: '2026-01-01T00:00:00Z',
    };
    await writeFile(join(folder, 'guards', name), JSON.stringify(foreign));
    const failure = await failureOf(withGuard(guard(20), async () => {}));
    expect(failure.code).to.equal('GuardBusy');
    expect(failure.message).to.include('another-host').and.to.include('2026-01-01');
    expect(failure.suggestions.join()).to.include(name);
  });

  it('lets the guard go when the action fails', async () => {
    const failing = withGuard(guard(1000), () => Promise.reject(new Error('broken')));
    expect(await failing.catch((error: Error) => error.message)).to.equal('broken');
    await count();
  });

  function guard(waitMs: number) {
    return { folder: join(folder, 'guards'), drafts: join(folder, 'drafts'), name: 'counter', waitMs };
  }

  function count(): Promise<void> {
    return withGuard(guard(60_000), async () => {
      const before = Number(await readFile(join(folder, 'counter'), 'utf8'));
      await writeFile(join(folder, 'counter'), String(before + 1));
    });
  }
});
