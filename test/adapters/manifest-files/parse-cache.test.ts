import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { cacheFolder } from '../../../src/adapters/manifest-files/cache-folder.js';
import { ManifestFiles } from '../../../src/adapters/manifest-files/index.js';
import { isFresh } from '../../../src/adapters/manifest-files/parse-cache.js';
import { temporaryFolder } from './temporary-folder.js';

describe('the cache of parsed manifests', () => {
  let project: ReturnType<typeof temporaryFolder>;
  let cache: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    project = temporaryFolder({ 'a.yaml': 'a: 1\n', 'b.yaml': 'b: [1, text, null]\n---\nc: 2\n' });
    cache = temporaryFolder();
  });
  afterEach(() => {
    project.remove();
    cache.remove();
  });

  const scan = async () =>
    Object.fromEntries(
      (await new ManifestFiles(project.folder, { cache: cache.folder }).scan()).files.map((file) => [
        file.path,
        file.documents,
      ]),
    );
  const cacheFile = () => join(cache.folder, 'manifests', readdirSync(join(cache.folder, 'manifests'))[0]!);

  it('gives the same documents and hashes as reading does', async () => {
    const uncached = await new ManifestFiles(project.folder, { cache: null }).scan();
    const first = await new ManifestFiles(project.folder, { cache: cache.folder }).scan();
    const second = await new ManifestFiles(project.folder, { cache: cache.folder }).scan();
    expect(first).to.deep.equal(uncached);
    expect(second).to.deep.equal(uncached);
  });

  it('is used: what it says of a file that did not change is believed', async () => {
    await scan();
    const entries = readCache();
    for (const [, entry] of entries) {
      entry.documents = [{ from: 'cache' }];
      entry.read = Date.now() + 3_600_000; // long after the file was written
    }
    writeCache(entries);
    expect(await scan()).to.deep.equal({ 'a.yaml': [{ from: 'cache' }], 'b.yaml': [{ from: 'cache' }] });
  });

  it('notices a change of the same size at the same time stamp', async () => {
    const { mtime, atime } = statSync(join(project.folder, 'a.yaml'));
    await scan();
    project.write('a.yaml', 'a: 2\n');
    utimesSync(join(project.folder, 'a.yaml'), atime, mtime);
    expect((await scan())['a.yaml']).to.deep.equal([{ a: 2 }]);
  });

  it('notices files that come and go', async () => {
    await scan();
    project.write('c.yaml', 'd: 3\n');
    expect(Object.keys(await scan())).to.deep.equal(['a.yaml', 'b.yaml', 'c.yaml']);
    expect(readCache().map(([path]) => path)).to.deep.equal(['a.yaml', 'b.yaml', 'c.yaml']);
  });

  it('compares contents of a file that was written just before it was read', () => {
    const entry = { size: 1, mtime: 1000, ctime: 1000, inode: 1, hash: 'x', documents: [] };
    const status = { size: 1, mtimeMs: 1000, ctimeMs: 1000, ino: 1 } as ReturnType<typeof statSync> & object;
    expect(isFresh({ ...entry, read: 1500 }, status as never)).to.equal('unsure');
    expect(isFresh({ ...entry, read: 9000 }, status as never)).to.equal(true);
    expect(isFresh({ ...entry, read: 9000, inode: 2 }, status as never)).to.equal('unsure');
    expect(isFresh({ ...entry, read: 9000, size: 2 }, status as never)).to.equal(false);
  });

  it('is ignored when it is damaged, truncated, foreign or of another version', async () => {
    const expected = await scan();
    const text = readFileSync(cacheFile(), 'utf8');
    const damages = [
      '',
      '{}',
      text.slice(0, -20),
      text.replace('"a":1', '"a":7'),
      text.replace('panka-manifests 1', 'panka-manifests 0'),
      'x'.repeat(100),
    ];
    for (const damage of damages) {
      writeFileSync(cacheFile(), damage);
      expect(await scan(), damage.slice(0, 40)).to.deep.equal(expected);
    }
  });

  it('keeps no documents that JSON cannot hold, nor files with errors', async () => {
    project.write('inf.yaml', 'a: .inf\nb: -0.0\n');
    project.write('wrong.yaml', 'a: [\n');
    for (let run = 0; run < 2; run++)
      expect((await scan())['inf.yaml']).to.deep.equal([{ a: Number.POSITIVE_INFINITY, b: -0 }]);
    expect(readCache().map(([path]) => path)).to.deep.equal(['a.yaml', 'b.yaml']);
  });

  it('costs only time where its folder cannot be written', async () => {
    const file = cache.write('file', 'not a folder');
    const files = await new ManifestFiles(project.folder, { cache: file }).scan();
    expect(files.files).to.have.length(2);
  });

  it('forgets projects that nobody looked at for a month', async () => {
    mkdirSync(join(cache.folder, 'manifests'), { recursive: true });
    const old = join(cache.folder, 'manifests', 'old.json');
    writeFileSync(old, 'x');
    utimesSync(old, new Date(0), new Date(0));
    await scan();
    expect(readdirSync(join(cache.folder, 'manifests')))
      .to.have.length(1)
      .and.not.include('old.json');
  });

  it('is where the environment says', () => {
    expect(cacheFolder({ PANKA_CACHE_DIR: '/c' })).to.equal('/c');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' })).to.equal(join('/x', 'panka'));
    expect(cacheFolder({ PANKA_NO_CACHE: '1', PANKA_CACHE_DIR: '/c' })).to.equal(undefined);
    expect(cacheFolder({ PANKA_NO_CACHE: '0', PANKA_CACHE_DIR: '/c' })).to.equal('/c');
    expect(cacheFolder({})).to.match(/panka/);
  });

  function readCache(): [string, { documents: unknown[]; read: number }][] {
    return JSON.parse(readFileSync(cacheFile(), 'utf8').split('\n').slice(1).join('\n'));
  }

  function writeCache(entries: unknown): void {
    const body = JSON.stringify(entries);
    writeFileSync(cacheFile(), `${headerOf(body)}\n${body}`);
  }
});

function headerOf(body: string): string {
  return `panka-manifests 1 ${createHash('sha256').update(body).digest('hex')}`;
}
