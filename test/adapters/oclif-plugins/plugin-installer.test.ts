import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Config } from '@oclif/core';
import { expect } from 'chai';
import { installMissingKinds } from '../../../src/adapters/oclif-plugins/install-missing-kinds.js';
import { openRegistry, reopenRegistry } from '../../../src/adapters/oclif-plugins/open-registry.js';
import { installPlugins, linkPlugin, updatePlugins } from '../../../src/adapters/oclif-plugins/plugin-installer.js';
import type { KindRegistry } from '../../../src/core/registry/kind-registry.js';
import { failureOf } from '../../helpers/failure-of.js';
import { type NpmRegistry, startRegistry } from '../../helpers/npm-registry.js';
import { type PluginFixture, packPlugin, temporaryFolder, writePlugin } from '../../helpers/plugin-package.js';

const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const CHANGED = [
  'PANKA_DATA_DIR',
  'PANKA_NPM_REGISTRY',
  'npm_config_cache',
  'npm_config_fetch_retries',
  'NODE_OPTIONS',
];
const NOWHERE = 'http://127.0.0.1:9/';

/** A CLI of its own data folder, asking `registry`. */
async function cli(registry = NOWHERE): Promise<Config> {
  const base = realpathSync(temporaryFolder('data'));
  process.env['PANKA_DATA_DIR'] = join(base, 'plugins');
  process.env['PANKA_NPM_REGISTRY'] = registry;
  process.env['npm_config_cache'] = join(base, 'npm-cache');
  process.env['npm_config_fetch_retries'] = '0';
  // The test runner's own (`--import tsx`), which npm would not find from the plugin folder.
  delete process.env['NODE_OPTIONS'];
  return Config.load({ root, devPlugins: false });
}

async function kindsOf(config: Config): Promise<readonly string[]> {
  return (await reopenRegistry(config)).entries
    .filter((e) => e.plugin.type !== 'bundled')
    .map((e) => `${e.plugin.name}@${e.plugin.version} ${e.kind}`);
}

/** What the plugin folder holds, as far as a user could tell. */
function contents(config: Config): string {
  return readFileSync(join(config.dataDir, 'package.json'), 'utf8') + existsSync(join(config.dataDir, 'node_modules'));
}

describe('installing plugins', function () {
  this.timeout(120_000);
  const environment = { ...process.env };
  let registry: NpmRegistry;
  before(async () => {
    registry = await startRegistry();
  });
  after(() => registry.close());
  afterEach(() => {
    for (const name of CHANGED) {
      if (environment[name] === undefined) delete process.env[name];
      else process.env[name] = environment[name];
    }
  });
  const publish = (fixture: PluginFixture & { version: string }) =>
    registry.publish({ ...fixture, ...fixture.manifest }, packPlugin(fixture));

  it('from tarballs needs no registry, and what they bring works at once', async () => {
    const config = await cli();
    const files = [packPlugin({ name: '@acme/one', kinds: ['One'] }), packPlugin({ name: 'two', kinds: ['Two'] })];
    const written: string[] = [];
    const original = process.stdout.write;
    process.stdout.write = ((text: string) => written.push(String(text)) > 0) as typeof process.stdout.write;
    const changes = await installPlugins(config, files, { force: true }).finally(() => {
      process.stdout.write = original;
    });
    expect(written, 'npm’s output belongs on stderr').to.deep.equal([]);
    expect(changes.map((c) => [c.name, c.version, c.status, c.kinds])).to.deep.equal([
      ['@acme/one', '1.0.0', 'installed', ['One']],
      ['two', '1.0.0', 'installed', ['Two']],
    ]);
    const loaded = await (await reopenRegistry(config)).load('One');
    expect(loaded.definition.summary).to.equal('A thing for tests');
    expect(loaded.plugin).to.include({ name: '@acme/one', type: 'user' });
  });

  it('does nothing for the same tarball, and updates for another content', async () => {
    const config = await cli();
    const file = packPlugin({ name: 'p' });
    await installPlugins(config, [file]);
    expect((await installPlugins(config, [file])).map((c) => c.status)).to.deep.equal(['already there']);
    const rebuilt = packPlugin({ name: 'p', files: { 'more.js': '' } });
    expect((await installPlugins(config, [rebuilt])).map((c) => c.status)).to.deep.equal(['updated']);
    expect(existsSync(join(config.dataDir, 'node_modules', 'p', 'more.js'))).to.equal(true);
  });

  it('goes on working when the tarball of an earlier plugin is gone', async () => {
    const config = await cli();
    const first = packPlugin({ name: 'first', kinds: ['First'] });
    await installPlugins(config, [first]);
    rmSync(first);
    await installPlugins(config, [packPlugin({ name: 'second', kinds: ['Second'] })]);
    expect(await kindsOf(config)).to.deep.equal(['first@1.0.0 First', 'second@1.0.0 Second']);
  });

  const refused: readonly (readonly [string, PluginFixture, string])[] = [
    [
      'of another contract',
      { name: 'later', manifest: { panka: { contract: 2, kinds: ['A'], entry: './index.js' } } },
      'PluginContract',
    ],
    [
      'with a shared package of its own',
      { name: 'owner', manifest: { dependencies: { '@pulumi/aws': '7' } } },
      'PluginOwnsSharedPackage',
    ],
    [
      'with code for every command',
      { name: 'hooked', kinds: ['H'], manifest: { oclif: { hooks: { init: './i.js' } } } },
      'PluginHasHooks',
    ],
    ['of a kind that is there', { name: 'rival', kinds: ['Thing'] }, 'KindConflict'],
    ['with a malformed panka field', { name: 'malformed', manifest: { panka: { contract: 1 } } }, 'PluginBroken'],
  ];
  it('refuses a tarball and changes nothing', async () => {
    const config = await cli();
    await installPlugins(config, [packPlugin({ name: 'there' })]);
    const before = contents(config);
    for (const [title, fixture, code] of refused) {
      const failure = await failureOf(installPlugins(config, [packPlugin(fixture)]));
      expect(failure, title).to.include({ code });
      expect(failure.message, title).to.include(`${fixture.name}@1.0.0 is refused, nothing was changed: `);
      expect(failure.suggestions, title).not.to.include(`panka plugins uninstall ${fixture.name}`);
      expect(contents(config), title).to.equal(before);
    }
    expect(await kindsOf(config)).to.deep.equal(['there@1.0.0 Thing']);
  });

  it('puts a plugin from the registry back out when it is refused only after it was fetched', async () => {
    const config = await cli(registry.url);
    publish({ name: '@acme/rival', version: '1.0.0', kinds: ['Thing'] });
    await installPlugins(config, [packPlugin({ name: 'there' })]);
    const before = contents(config);
    expect(await failureOf(installPlugins(config, ['@acme/rival@1']))).to.include({ code: 'KindConflict' });
    expect(contents(config)).to.equal(before);
    expect(existsSync(join(config.dataDir, 'node_modules', '@acme/rival'))).to.equal(false);
  });

  it('takes oclif hooks of a plugin that the user names, and remembers it', async () => {
    const config = await cli();
    const hooks = { oclif: { hooks: { init: './index.js' } } };
    const install = (version: string, allowHooks: string[]) =>
      installPlugins(config, [packPlugin({ name: 'hooked', version, manifest: hooks })], { allowHooks });
    expect(await failureOf(install('1.0.0', ['other']))).to.include({ code: 'PluginHasHooks' });
    expect((await install('1.0.0', ['hooked'])).length).to.equal(1);
    expect((await install('1.1.0', []))[0]).to.include({ version: '1.1.0', previous: '1.0.0', status: 'updated' });
  });

  it('by name installs a range, so that an update stays compatible', async () => {
    const config = await cli(registry.url);
    publish({ name: '@panka/plugin-acme', version: '1.0.0', kinds: ['Acme'] });
    expect((await installPlugins(config, ['acme'])).map((c) => c.name)).to.deep.equal(['@panka/plugin-acme']);
    expect(contents(config)).to.include('>=1.0.0 <2.0.0-0');
    publish({ name: '@panka/plugin-acme', version: '1.2.0', kinds: ['Acme'] });
    publish({ name: '@panka/plugin-acme', version: '2.0.0', kinds: ['Acme'] });
    expect(await updatePlugins(config)).to.deep.equal([
      { name: '@panka/plugin-acme', version: '1.2.0', previous: '1.0.0', status: 'updated', kinds: ['Acme'] },
    ]);
    expect(await updatePlugins(config)).to.deep.equal([]);
  });

  it('keeps the version that works when an update is refused', async () => {
    const config = await cli(registry.url);
    publish({ name: '@acme/turning', version: '1.0.0', kinds: ['Turning'] });
    await installPlugins(config, ['@acme/turning@^1']);
    publish({
      name: '@acme/turning',
      version: '1.1.0',
      kinds: ['Turning'],
      manifest: { panka: { contract: 7, kinds: ['Turning'], entry: './index.js' } },
    });
    expect(await failureOf(updatePlugins(config))).to.include({ code: 'PluginContract' });
    expect(await kindsOf(config)).to.deep.equal(['@acme/turning@1.0.0 Turning']);
    expect((await (await reopenRegistry(config)).load('Turning')).plugin.version).to.equal('1.0.0');
  });

  it('does not ask the registry for what is there', async () => {
    const config = await cli();
    await installPlugins(config, [packPlugin({ name: 'there', version: '1.4.0' })]);
    expect((await installPlugins(config, ['there@^1', 'there'])).map((c) => c.status)).to.deep.equal([
      'already there',
      'already there',
    ]);
  });

  it('says what the registry does not have, and changes nothing', async () => {
    const config = await cli(registry.url);
    const failure = await failureOf(installPlugins(config, ['nobody']));
    expect(failure).to.include({ code: 'PluginNotFound' });
    expect(failure.message).to.include('"@panka/plugin-nobody@latest" or "nobody@latest"');
    publish({ name: '@acme/old', version: '1.0.0', kinds: ['Old'] });
    const tooNew = await failureOf(installPlugins(config, ['@acme/old@^2']));
    expect(tooNew.message).to.equal('the npm registry has no "@acme/old@>=2.0.0 <3.0.0-0"');
    expect(await kindsOf(config)).to.deep.equal([]);
  });

  it('tells a registry that does not answer from one that does not know', async () => {
    const failure = await failureOf(installPlugins(await cli(), ['turbine']));
    expect(failure).to.include({ code: 'RegistryUnreachable' });
    expect(failure.message).to.include('@panka/plugin-turbine');
  });

  it('does it for the kinds that a run lacks', async () => {
    const config = await cli(registry.url);
    publish({ name: '@acme/turbine', version: '0.1.4', kinds: ['Turbine'] });
    const { entries, load } = openRegistry(config);
    const catalogued: KindRegistry = {
      entries,
      load,
      suggest: (kind) => (kind === 'Turbine' ? { package: '@acme/turbine', range: '^0.1.0' } : undefined),
    };
    const { registry: kinds, plugins } = await installMissingKinds(config, catalogued, {
      kinds: ['Turbine', 'Unheard'],
    });
    expect(plugins.map((p) => `${p.name}@${p.version}`)).to.deep.equal(['@acme/turbine@0.1.4']);
    expect((await kinds.load('Turbine')).plugin.name).to.equal('@acme/turbine');
    expect(await failureOf(kinds.load('Unheard'))).to.include({ code: 'UnknownKind' });
  });

  it('does it for platforms of containers, too', async () => {
    const config = await cli(registry.url);
    const runtime = `{ platform: 'moon', summary: 's', iamActions: [], runtime() {}, sandbox() {} }`;
    publish({
      name: '@acme/moon',
      version: '0.1.0',
      manifest: { panka: { contract: 1, entry: './index.js', provides: { runtimes: ['moon'] } } },
      files: { 'index.js': `export const runtimes = { moon: ${runtime} };` },
    });
    const catalogued = {
      ...{ entries: [], load: openRegistry(config).load, suggest: () => undefined },
      suggestRuntime: () => ({ package: '@acme/moon', range: '^0.1.0' }),
    };
    const { registry: found } = await installMissingKinds(config, catalogued, { kinds: [], platforms: ['moon'] });
    expect((await found.loadRuntime?.('moon'))?.plugin.name).to.equal('@acme/moon');
  });

  it('links a folder, and refuses one that would conflict', async () => {
    const config = await cli();
    const folder = writePlugin(temporaryFolder('link'), { name: 'linked' });
    expect((await linkPlugin(config, folder, { install: true })).map((c) => c.status)).to.deep.equal(['linked']);
    const rival = writePlugin(temporaryFolder('link'), { name: 'rival' });
    expect(await failureOf(linkPlugin(config, rival, { install: true }))).to.include({ code: 'KindConflict' });
    expect(dirname(config.dataDir)).to.include('panka-data-');
    expect(await kindsOf(config)).to.deep.equal(['linked@1.0.0 Thing']);
    const hooked = { name: 'hooked', kinds: ['H'], manifest: { oclif: { hooks: { init: './index.js' } } } };
    const other = writePlugin(temporaryFolder('link'), hooked);
    expect(await failureOf(linkPlugin(config, other, { install: true }))).to.include({ code: 'PluginHasHooks' });
    expect((await linkPlugin(config, other, { install: true, allowHooks: ['hooked'] })).length).to.equal(1);
  });
});
