import { join } from 'node:path';
import { expect } from 'chai';
import { OclifKindRegistry } from '../../../src/adapters/oclif-plugins/oclif-kind-registry.js';
import type { Catalogue } from '../../../src/core/registry/catalogue.js';
import type { PluginManifest, PluginSource } from '../../../src/core/registry/contribution.js';
import { failureOf } from '../../helpers/failure-of.js';
import { type PluginFixture, temporaryFolder, writePlugin } from '../../helpers/plugin-package.js';

const catalogue: Catalogue = {
  kinds: { SQS: { package: '@panka/plugin-sqs', range: '^0.1.0' } },
  runtimes: { eks: { package: '@panka/plugin-eks', range: '^0.1.0' } },
};

/** Beside node_modules, so that a plugin finds the host's TypeBox as an installed one does. */
const home = temporaryFolder('registry');

function source(fixture: PluginFixture): PluginSource {
  const root = writePlugin(join(home, fixture.name), fixture);
  const { name, version = '1.0.0' } = fixture;
  const panka = { contract: 1, kinds: fixture.kinds ?? ['Thing'], entry: './index.js' };
  const manifest: PluginManifest = { name, version, panka, ...fixture.manifest };
  return { plugin: { name, version, root, type: 'user' }, manifest };
}

function registry(...fixtures: readonly PluginFixture[]): OclifKindRegistry {
  return new OclifKindRegistry({ plugins: fixtures.map(source), catalogue });
}

const plainKind = (name: string) => `
const schema = { type: 'object', properties: {}, additionalProperties: false, [Symbol.for('TypeBox.Kind')]: 'Object' };
const kind = { kind: '${name}', summary: 's', category: 'storage', schema, outputs: {}, access: { default: 'read', levels: {} },
  injects: {}, rollback: 'reversible', stateful: false, iamActions: [], translator() {}, sandbox() {}, stubOutputs() {} };
`;

describe('the registry of kinds', () => {
  it('knows kinds without importing a plugin', () => {
    const entries = registry({ name: 'explodes', files: { 'index.js': 'throw new Error("imported")' } }).entries;
    expect(entries.map((e) => [e.kind, e.problem])).to.deep.equal([['Thing', undefined]]);
  });

  it('loads a kind once, from a default export or from a list', async () => {
    const files = {
      'index.js': `globalThis.loads = (globalThis.loads ?? 0) + 1; ${plainKind('One')} export default kind;`,
    };
    const kinds = registry({ name: 'one', kinds: ['One'], files });
    const [first, second] = await Promise.all([kinds.load('One'), kinds.load('One')]);
    expect(first).to.equal(second);
    expect(Reflect.get(globalThis, 'loads')).to.equal(1);
    const listed = { 'index.js': `${plainKind('Two')} export const kinds = [kind];` };
    expect((await registry({ name: 'two', kinds: ['Two'], files: listed }).load('Two')).definition.kind).to.equal(
      'Two',
    );
  });

  it('names the plugin to install for a kind that none provides', async () => {
    const failure = await failureOf(registry().load('SQS'));
    expect(failure).to.include({ code: 'UnknownKind', exitCode: 3 });
    expect(failure.message).to.equal('kind "SQS" needs the plugin @panka/plugin-sqs, which is not installed');
    expect(failure.suggestions).to.deep.equal([
      'panka plugins install @panka/plugin-sqs',
      'add --install-plugins to this command',
    ]);
  });

  it('asks whether another kind was meant', async () => {
    const failure = await failureOf(registry({ name: 'things' }).load('Thign'));
    expect(failure.suggestions).to.include('did you mean "Thing"?');
  });

  it('does not take the members of an object for kinds', async () => {
    expect(registry().suggest('toString')).to.equal(undefined);
    expect(await failureOf(registry().load('constructor'))).to.include({ code: 'UnknownKind' });
  });

  it('refuses a kind that two plugins provide, and only that', async () => {
    const files = { 'index.js': `${plainKind('Own')} export default kind;` };
    const kinds = registry({ name: 'first', kinds: ['Thing', 'Own'], files }, { name: 'second' });
    expect(await failureOf(kinds.load('Thing'))).to.include({ code: 'KindConflict' });
    expect((await kinds.load('Own')).plugin.name).to.equal('first');
  });

  it('refuses a plugin of another contract', async () => {
    const kinds = registry({
      name: 'later',
      manifest: { panka: { contract: 2, kinds: ['Thing'], entry: './index.js' } },
    });
    expect(await failureOf(kinds.load('Thing'))).to.include({ code: 'PluginContract' });
  });

  const broken: readonly (readonly [string, Record<string, string>, string])[] = [
    [
      'throws when imported',
      { 'index.js': 'throw new Error("no such host\\nmore")' },
      'its entry throws: no such host',
    ],
    ['has a syntax error', { 'index.js': 'export default {' }, 'its entry throws: '],
    ['imports what is not there', { 'index.js': 'import "gone";' }, "its entry throws: Cannot find package 'gone'"],
    ['exports nothing', { 'index.js': '' }, 'names kind Thing, which its entry does not export'],
    ['exports another kind', { 'index.js': `${plainKind('Other')} export default kind;` }, 'does not export'],
    [
      'has a schema that is no object',
      { 'index.js': `${plainKind('Thing')} kind.schema = {}; export default kind;` },
      '"schema" is not',
    ],
  ];
  for (const [title, files, text] of broken) {
    it(`names a plugin that ${title}`, async () => {
      const name = `broken-${broken.findIndex(([t]) => t === title)}`;
      const failure = await failureOf(registry({ name, version: '3.1.4', files }).load('Thing'));
      expect(failure).to.include({ code: 'PluginBroken' });
      expect(failure.message).to.include(`${name}@3.1.4`).and.include(text);
      expect(failure.suggestions).to.include(`panka plugins uninstall ${name}`);
    });
  }

  it('names a plugin whose entry is not there', async () => {
    const manifest = { panka: { contract: 1, kinds: ['Thing'], entry: './dist/index.js' } };
    const failure = await failureOf(registry({ name: 'unbuilt', manifest }).load('Thing'));
    expect(failure.message).to.include('dist/index.js does not exist');
  });
});

describe('compute runtimes from plugins', () => {
  const provides = (runtimes: string[]) => ({ panka: { contract: 1, entry: './index.js', provides: { runtimes } } });

  it('are listed without code and loaded without what is heavy', async () => {
    const files = {
      'index.js': `const eks = { platform: 'eks', summary: 's', iamActions: ['eks:DescribeCluster'],
        runtime: () => import('./eks.js'), sandbox: () => import('./sandbox.js') };
        export const runtimes = { eks };`,
    };
    const kinds = registry({ name: 'eks', kinds: [], manifest: provides(['eks']), files });
    expect(kinds.runtimes.map((r) => r.platform)).to.deep.equal(['eks']);
    const { definition, plugin } = await kinds.loadRuntime('eks');
    expect(definition).to.deep.include({ platform: 'eks', iamActions: ['eks:DescribeCluster'] });
    expect(await kinds.loadRuntime('eks')).to.include({ definition, plugin });
    expect(plugin.name).to.equal('eks');
  });

  it('of a plugin that cannot be used are listed with the reason', async () => {
    const panka = { contract: 99, entry: './index.js', provides: { runtimes: ['eks'] } };
    const kinds = registry({ name: 'future', kinds: [], manifest: { panka } });
    expect(kinds.runtimes[0]?.problem).to.include({ code: 'PluginContract' });
    expect(await failureOf(kinds.loadRuntime('eks'))).to.include({ code: 'PluginContract' });
  });

  it('that no plugin provides name the plugin to install', async () => {
    const failure = await failureOf(registry().loadRuntime('eks'));
    expect(failure).to.include({ code: 'UnknownRuntime' });
    expect(failure.suggestions).to.deep.equal(['panka plugins install @panka/plugin-eks']);
  });

  for (const [fault, runtime, message] of [
    [
      'another platform',
      `{ platform: 'k3s', iamActions: [], runtime() {}, sandbox() {} }`,
      'says that it is another one',
    ],
    ['no actions', `{ platform: 'eks', runtime() {}, sandbox() {} }`, 'has no iamActions'],
    ['no models', `{ platform: 'eks', iamActions: [], runtime() {} }`, 'has no sandbox'],
  ] as const)
    it(`with ${fault} are the plugin’s fault`, async () => {
      const files = { 'index.js': `export const runtimes = { eks: ${runtime} };` };
      const kinds = registry({ name: fault.replace(' ', '-'), kinds: [], manifest: provides(['eks']), files });
      expect((await failureOf(kinds.loadRuntime('eks'))).message).to.include(message);
    });

  it('that the entry does not export are the plugin’s fault', async () => {
    const kinds = registry({
      name: 'lies',
      kinds: [],
      manifest: provides(['eks']),
      files: { 'index.js': 'export {}' },
    });
    expect((await failureOf(kinds.loadRuntime('eks'))).message).to.include('exports no runtime "eks"');
  });
});
