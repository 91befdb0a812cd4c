import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Type } from '@sinclair/typebox';
import { expect } from 'chai';
import type { ComponentKind } from '../../../src/sdk/index.js';
import { entryWeight, kindContract, kindParts } from '../../../src/sdk/testing/index.js';
import { temporaryFolder } from '../../helpers/plugin-package.js';

const packageDir = fileURLToPath(new URL('../../../examples/custom-kind/plugin', import.meta.url));
const { default: good } = (await import(join(packageDir, 'src', 'index.js'))) as { default: ComponentKind };

/** Titles of the suite's tests that fail for a kind. The entry is weighed in tests of its own: that takes a process. */
async function failures(change: Partial<ComponentKind>, folder = packageDir): Promise<string[]> {
  const failed: string[] = [];
  const tests: (readonly [string, () => void | Promise<void>])[] = [];
  const it = (title: string, body: () => void | Promise<void>) => tests.push([title, body]);
  const parts = kindParts.filter((part) => part !== entryWeight);
  kindContract({ kind: { ...good, ...change }, packageDir: folder, it, parts });
  for (const [title, body] of tests) {
    await Promise.resolve()
      .then(body)
      .catch(() => failed.push(title));
  }
  return failed;
}

/** The example plugin with one of its files changed. */
function changed(file: string, change: (text: string) => string): string {
  const folder = temporaryFolder('contract');
  cpSync(packageDir, folder, { recursive: true });
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(folder, 'node_modules'));
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));
  return folder;
}

function manifest(change: object): string {
  return changed('package.json', (text) => JSON.stringify({ ...JSON.parse(text), ...change }));
}

const strict = { additionalProperties: false } as const;
const spec = (properties: Parameters<typeof Type.Object>[0]) =>
  Type.Object({ ...good.schema.properties, ...properties }, strict) as ComponentKind['schema'];

describe('the contract suite for kinds', () => {
  it('passes the kind of the example', async () => {
    expect(await failures({})).to.deep.equal([]);
  });

  const kinds: readonly (readonly [string, Partial<ComponentKind>, string])[] = [
    ['a field without description', { schema: spec({ flags: Type.String() }) }, 'describes every field'],
    [
      'an open object',
      { schema: spec({ flags: Type.Object({}, { description: 'x' }) }) },
      'refuses unknown fields at every level',
    ],
    [
      'a field that every kind has',
      { schema: spec({ existing: Type.String({ description: 'x' }) }) },
      'leaves alone the fields that every kind has',
    ],
    [
      'a keyword that nobody checks',
      { schema: spec({ flags: Type.String({ description: 'x', format: 'email' }) }) },
      'uses only keywords that Panka checks',
    ],
    [
      'a default that does not fit',
      { schema: spec({ flags: Type.Integer({ description: 'x', default: 'y' }) }) },
      'has defaults that its own fields accept',
    ],
    [
      'a schema with a function in it',
      { schema: spec({ flags: Type.String({ description: 'x', examples: [() => 1] }) }) },
      'survives a round trip through JSON',
    ],
    [
      'a field that the README does not name',
      { schema: spec({ unheardOf: Type.Optional(Type.String({ description: 'x' })) }) },
      'names every field of the spec in its README',
    ],
    [
      'a field that the README’s example lacks',
      { schema: spec({ tableName: Type.String({ description: 'x' }) }) },
      'accepts every example of its README',
    ],
    [
      'an alias of an alias',
      { outputs: { a: out('b'), b: out('c'), c: out() } },
      'has aliases of outputs that are there, of the same type',
    ],
    ['a stub too few', { stubOutputs: () => ({}) }, 'has a stub of the right type for every output, and no other'],
    [
      'a stub of another type',
      { stubOutputs: (n) => ({ ...good.stubOutputs(n), overridesTable: 1 }) },
      'has a stub of the right type for every output, and no other',
    ],
    [
      'stubs that change',
      { stubOutputs: (n) => ({ ...good.stubOutputs(n), overridesTable: `${Math.random()}` }) },
      'makes the same stubs again',
    ],
    [
      'an unexplained default access',
      { access: { default: 'write', levels: { read: 'r' } } },
      'explains every access level, the default among them',
    ],
    [
      'a variable in lower case',
      { injects: { table: { description: 'x' } } },
      'injects variables in upper case, each described',
    ],
    ['an IAM wildcard', { iamActions: ['dynamodb:*'] }, 'lists the IAM actions that deploying it takes, one by one'],
    [
      'defaults that do not fit',
      { defaults: () => ({ refreshSeconds: 1 }) },
      'has defaults per environment that fit its schema, the same each time',
    ],
    [
      'a normalise that is not idempotent',
      { normalise: (s) => ({ ...s, n: Number(s['n'] ?? 0) + 1 }) },
      'normalises a spec without changing it, and a second time to the same',
    ],
    [
      'a normalise that throws',
      {
        normalise: (s) => {
          throw new Error(String(s));
        },
      },
      'normalises a spec that is wrong in any field without throwing',
    ],
    [
      'a translator that does not list its services',
      {
        translator: async () => ({
          default: class {
            constructor(readonly names: unknown) {}
          } as never,
        }),
      },
      'has a translator that names the services it wants by token',
    ],
    [
      'two models for a type',
      { sandbox: async () => ({ default: { models: [model, model] } }) },
      'has sandbox models, one per resource type',
    ],
  ];
  for (const [fault, change, title] of kinds) {
    it(`fails for ${fault}`, async () => expect(await failures(change)).to.include(title));
  }

  const packages: readonly (readonly [string, () => string, string])[] = [
    [
      'another contract',
      () => manifest({ panka: { contract: 2, kinds: ['FeatureFlags'], entry: './src/index.js' } }),
      'names its contract, its kinds and its entry in package.json',
    ],
    [
      'a kind that package.json does not name',
      () => manifest({ panka: { contract: 1, kinds: [], entry: './src/index.js' } }),
      'names its contract, its kinds and its entry in package.json',
    ],
    ['CommonJS', () => manifest({ type: 'commonjs' }), 'is an ES module that exports its entry and its package.json'],
    [
      'hooks',
      () => manifest({ oclif: { hooks: { init: './x.js' } } }),
      'is found as a plugin and runs no code outside its kinds',
    ],
    ['an entry that is not packed', () => manifest({ files: ['README.md'] }), 'packs its entry and its README'],
    [
      'a shared package among its dependencies',
      () => manifest({ dependencies: { '@pulumi/aws': '7' } }),
      'takes the shared packages as optional peers, never as dependencies',
    ],
    [
      'a peer that npm would install',
      () => manifest({ peerDependenciesMeta: {} }),
      'takes the shared packages as optional peers, never as dependencies',
    ],
    [
      'a README without example',
      () => changed('README.md', (t) => t.replaceAll('```yaml', '```text')),
      'has a README with an example of the kind',
    ],
    [
      'a README whose example is wrong',
      () => changed('README.md', (t) => t.replace('refreshSeconds: 15', 'refreshSecond: 15')),
      'accepts every example of its README',
    ],
  ];
  for (const [fault, folder, title] of packages) {
    it(`fails for ${fault}`, async () => expect(await failures({}, folder())).to.include(title));
  }

  it('fails for an entry that loads Pulumi, saying who imports it', () => {
    const folder = changed('src/index.js', (text) => `import './translate.js';\n${text}`);
    const weigh = (): void => entryWeight({ kind: good, packageDir: folder }, (_, body) => body());
    expect(weigh).to.throw(/@pulumi\/(aws|pulumi) is imported by .*translate\.js/);
  });
});

function out(aliasOf?: string): ComponentKind['outputs'][string] {
  return { type: 'string', description: 'x', ...(aliasOf === undefined ? {} : { aliasOf }) };
}

const model = { type: 'aws:ssm/parameter:Parameter', replaces: [] };
