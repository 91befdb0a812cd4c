import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import module from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { temporaryFolder } from '../helpers/plugin-package.js';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const { setDataFolder } = (await import(join(root, 'bin', 'start.js'))) as {
  setDataFolder(env: Record<string, string | undefined>): void;
};

/** Node 22 and later have it, the types of Node 20 do not. */
const { enableCompileCache } = module as { enableCompileCache?: unknown };

function run(args: readonly string[], env: Record<string, string> = {}) {
  const options = {
    encoding: 'utf8',
    env: { ...process.env, PANKA_DATA_DIR: temporaryFolder('bin'), ...env },
  } as const;
  return spawnSync(process.execPath, [join(root, 'bin', 'run.js'), ...args], options);
}

describe('the launcher', () => {
  it('answers --version in oclif’s own form, without loading oclif', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    const { stdout, stderr } = run(['--version'], { NODE_DEBUG: 'module' });
    expect(stdout).to.equal(`panka/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
    expect(stderr).not.to.include('@oclif');
  });

  it('prints the same root help whether it was made at build time or by oclif', () => {
    expect(existsSync(join(root, 'dist', 'help.txt')), 'npm run build writes dist/help.txt').to.equal(true);
    const ready = run(['--help'], { NODE_DEBUG: 'module' });
    expect(ready.stderr).not.to.include('@oclif');
    expect(ready.stdout).to.equal(run(['--help'], { OCLIF_COLUMNS: '80' }).stdout);
    expect(run([]).stdout).to.equal(ready.stdout);
  });

  it('lets an installed plugin with commands appear in the help', () => {
    const data = temporaryFolder('help');
    const plugin = join(data, 'plugins', 'node_modules', 'acme');
    mkdirSync(join(plugin, 'commands'), { recursive: true });
    writeFileSync(
      join(data, 'plugins', 'package.json'),
      JSON.stringify({ oclif: { plugins: [{ name: 'acme', type: 'user' }] } }),
    );
    const manifest = { name: 'acme', version: '1.0.0', type: 'module', oclif: { commands: './commands' } };
    writeFileSync(join(plugin, 'package.json'), JSON.stringify(manifest));
    writeFileSync(
      join(plugin, 'commands', 'flip.js'),
      'export default class { static summary = "Flip"; static run() {} }',
    );
    expect(run(['--help'], { PANKA_DATA_DIR: data }).stdout).to.match(/^ {2}flip /m);
    expect(run(['--help'], { PANKA_DATA_DIR: data, PANKA_NO_PLUGINS: '1' }).stdout).not.to.include('flip');
  });

  (enableCompileCache === undefined ? it.skip : it)('keeps what Node has compiled (needs Node 22)', () => {
    const cache = temporaryFolder('cache');
    expect(run(['kinds'], { PANKA_CACHE_DIR: cache, PANKA_NO_CACHE: '1' }).status).to.equal(0);
    expect(existsSync(join(cache, 'compiled'))).to.equal(false);
    expect(run(['--version'], { PANKA_CACHE_DIR: cache }).status).to.equal(0);
    expect(existsSync(join(cache, 'compiled'))).to.equal(false);
    expect(run(['kinds'], { PANKA_CACHE_DIR: cache }).status).to.equal(0);
    expect(readdirSync(join(cache, 'compiled'), { recursive: true }).length).to.be.greaterThan(1);
  });

  it('ends quietly when the reader of its output has gone', async () => {
    const child = spawn(process.execPath, [join(root, 'bin', 'run.js'), 'schema'], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.once('data', () => child.stdout.destroy());
    let stderr = '';
    child.stderr.on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
  });
});

/** What `panka plugins --core` knows of each plugin that comes with the CLI. */
function corePlugins(env: Record<string, string> = {}) {
  const { stdout } = run(['plugins', '--core', '--json'], env);
  const plugins = JSON.parse(stdout) as {
    name: string;
    alias: string;
    root: string;
    type: string;
    commandIDs: string[];
  }[];
  return plugins
    .map(({ name, alias, root, type, commandIDs }) => ({ name, alias, root, type, commandIDs }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

describe('the plugins that come with the CLI', () => {
  it('are the same whether they are listed by hand or found by oclif, which looks where others are installed', () => {
    const data = temporaryFolder('linked');
    const linked = temporaryFolder('acme');
    writeFileSync(join(linked, 'package.json'), JSON.stringify({ name: 'acme', version: '1.0.0', oclif: {} }));
    mkdirSync(join(data, 'plugins'), { recursive: true });
    const list = { oclif: { schema: 1, plugins: [{ name: 'acme', type: 'link', root: linked }] } };
    writeFileSync(join(data, 'plugins', 'package.json'), JSON.stringify(list));
    const byHand = corePlugins();
    expect(byHand.map((plugin) => plugin.name)).to.include.members(['@oclif/plugin-plugins', '@panka/plugin-sqs']);
    const byOclif = corePlugins({ PANKA_DATA_DIR: data });
    expect(byOclif.map((plugin) => plugin.name)).to.include('acme');
    expect(byHand).to.deep.equal(byOclif.filter((plugin) => plugin.name !== 'acme'));
  });
});

describe('the data folder', () => {
  const folderFor = (env: Record<string, string | undefined>) => {
    setDataFolder(env);
    return env['PANKA_DATA_DIR'];
  };

  it('is below what PANKA_DATA_DIR names, else below XDG_DATA_HOME, else below the home folder', () => {
    expect(folderFor({ PANKA_DATA_DIR: '/data' })).to.equal('/data/plugins');
    expect(folderFor({ XDG_DATA_HOME: '/xdg' })).to.equal('/xdg/panka/plugins');
    expect(folderFor({ HOME: '/home/me' })).to.equal('/home/me/.local/share/panka/plugins');
  });

  it('is the same for a panka that panka starts, and another where the user says so', () => {
    const env: Record<string, string | undefined> = { PANKA_DATA_DIR: '/data' };
    expect(folderFor(env)).to.equal('/data/plugins');
    expect(folderFor(env)).to.equal('/data/plugins');
    env['PANKA_DATA_DIR'] = '/other';
    expect(folderFor(env)).to.equal('/other/plugins');
  });
});

describe('what the build writes for the start', () => {
  it('names the licences of the packages that it puts into dist', () => {
    const licences = readFileSync(join(root, 'dist', 'third-party-licenses.txt'), 'utf8');
    for (const name of ['@oclif/core', 'js-yaml', '@sinclair/typebox'])
      expect(licences).to.match(RegExp(`^${name} \\d`, 'm'));
  });

  it('is fresh (node scripts/manifest.mjs)', async () => {
    const script = join(root, 'scripts', 'manifest.mjs');
    const { manifestText } = (await import(script)) as { manifestText(root: string): Promise<string> };
    expect(readFileSync(join(root, 'oclif.manifest.json'), 'utf8')).to.equal(await manifestText(root));
  });
});
