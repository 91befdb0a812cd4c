import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ManifestFiles } from '../../../src/adapters/manifest-files/index.js';
import { temporaryFolder } from './temporary-folder.js';

describe('ManifestFiles', () => {
  let place: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    place = temporaryFolder();
  });
  afterEach(() => place.remove());

  const scan = () => new ManifestFiles(place.folder, { cache: null }).scan();
  const paths = async () => (await scan()).files.map((file) => file.path);
  const problems = async () => (await scan()).diagnostics.map(({ code, source }) => `${code} ${source?.file}`);

  it('finds .yaml and .yml in any depth, sorted, and leaves out what is nobody’s manifest', async () => {
    for (const path of [
      'stack.yaml',
      'services/b/x.yml',
      'services/a/deep/er/y.yaml',
      'README.md',
      'node_modules/p/a.yaml',
      '.git/a.yaml',
      '.panka/state.yaml',
      '.github/workflows/ci.yaml',
      '.hidden.yaml',
      'a.yaml.bak',
    ])
      place.write(path, 'a: 1\n');
    expect(await paths()).to.deep.equal(['services/a/deep/er/y.yaml', 'services/b/x.yml', 'stack.yaml']);
  });

  it('reads an empty folder as nothing', async () => {
    expect(await scan()).to.deep.equal({ files: [], diagnostics: [] });
  });

  it('says that a folder does not exist', async () => {
    const missing = new ManifestFiles(join(place.folder, 'missing'), { cache: null });
    expect((await missing.scan()).diagnostics.map((one) => one.code)).to.deep.equal(['UnreadableFile']);
  });

  it('follows links, ends in a loop, and reads no file twice', async () => {
    const outside = temporaryFolder({ 'shared/z.yaml': 'a: 1' });
    place.write('services/a/x.yaml', 'a: 1');
    symlinkSync(join(outside.folder, 'shared'), join(place.folder, 'services/shared'));
    symlinkSync(place.folder, join(place.folder, 'services/a/loop'));
    symlinkSync('..', join(place.folder, 'services/up'));
    symlinkSync('x.yaml', join(place.folder, 'services/a/again.yaml'));
    symlinkSync('nowhere.yaml', join(place.folder, 'services/a/broken.yaml'));
    symlinkSync('nowhere', join(place.folder, 'services/a/ignored'));
    expect(await paths()).to.deep.equal(['services/a/x.yaml', 'services/shared/z.yaml']);
    expect(await problems()).to.deep.equal(['UnreadableFile services/a/broken.yaml']);
    outside.remove();
  });

  it('does not wait for a pipe that is called .yaml', async () => {
    execFileSync('mkfifo', [join(place.folder, 'pipe.yaml')]);
    expect(await paths()).to.deep.equal([]);
  });

  it('reads a file of ten megabytes and refuses a larger one', async () => {
    const line = `# ${'x'.repeat(1021)}\n`;
    place.write('fits.yaml', `a: 1\n${line.repeat(10 * 1024)}`.slice(0, 10 * 1024 * 1024));
    place.write('large.yaml', `${line.repeat(10 * 1024)}b`);
    const { files, diagnostics } = await scan();
    expect(files.map((file) => [file.path, file.documents])).to.deep.equal([['fits.yaml', [{ a: 1 }]]]);
    expect(diagnostics.map((one) => one.message)).to.deep.equal([
      '"large.yaml" is 10.0 MB; a manifest has at most 10 MB',
    ]);
  });

  it('refuses what is binary or not UTF-8', async () => {
    place.write('image.yaml', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 1]));
    place.write('archive.yaml', Buffer.from([0x1f, 0x8b, 0x08, 0x01, 0xff, 0xfe, 0x02, 0x80, 0x03, 0x04]));
    place.write('latin1.yaml', Buffer.from('name: caf\xe9\n', 'latin1'));
    place.write('utf16.yaml', Buffer.from('\ufeffname: x\n', 'utf16le'));
    expect(await problems()).to.have.members([
      'BinaryFile image.yaml',
      'BinaryFile archive.yaml',
      'NotUtf8 latin1.yaml',
      'NotUtf8 utf16.yaml',
    ]);
  });

  it('drops a byte order mark', async () => {
    place.write('bom.yaml', '\ufeffa: 1\nb: [\n');
    const files = new ManifestFiles(place.folder, { cache: null });
    const [file] = (await files.scan()).files;
    expect(file?.diagnostics[0]?.source).to.deep.equal({ file: 'bom.yaml', line: 2, column: 4 });
    expect(files.text('bom.yaml').startsWith('a: 1')).to.equal(true);
  });

  it('says which file may not be read, and reads the others', async () => {
    chmodSync(place.write('secret.yaml', 'a: 1'), 0);
    mkdirSync(join(place.folder, 'closed'), { mode: 0 });
    place.write('open.yaml', 'a: 1');
    chmodSync(place.folder, 0o755);
    const { files, diagnostics } = await asOrdinaryUser(scan);
    expect(files.map((file) => file.path)).to.deep.equal(['open.yaml']);
    expect(diagnostics.map(({ code, source }) => `${code} ${source?.file}`)).to.have.members([
      'UnreadableFile secret.yaml',
      'UnreadableFile closed',
    ]);
  });

  it('writes nothing into the project', async () => {
    place.write('a.yaml', 'a: 1');
    const cache = temporaryFolder();
    await new ManifestFiles(place.folder, { cache: cache.folder }).scan();
    expect(readdirSync(place.folder)).to.deep.equal(['a.yaml']);
    rmSync(cache.folder, { recursive: true });
  });
});

/** root may read everything: give its rights up for a moment. */
async function asOrdinaryUser<T>(run: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65534);
  try {
    return await run();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
