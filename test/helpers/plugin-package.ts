import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A plugin to be written for a test. Without `files` its entry exports one correct kind for each of `kinds`. */
export interface PluginFixture {
  readonly name: string;
  readonly version?: string;
  readonly kinds?: readonly string[];
  /** Merged over package.json, one level deep. */
  readonly manifest?: Readonly<Record<string, unknown>>;
  readonly files?: Readonly<Record<string, string>>;
}

/** Writes the plugin's files below a folder and answers with it. */
export function writePlugin(folder: string, fixture: PluginFixture): string {
  const kinds = fixture.kinds ?? ['Thing'];
  const files = { 'index.js': entryText(kinds), ...fixture.files };
  const manifest = { ...manifestOf(fixture, kinds), ...fixture.manifest };
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify(manifest) })) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** An npm tarball of the plugin in a new folder; answers with its path. */
export function packPlugin(fixture: PluginFixture): string {
  const folder = temporaryFolder('pack');
  writePlugin(join(folder, 'package'), fixture);
  const file = `${fixture.name.replace('@', '').replace('/', '-')}-${fixture.version ?? '1.0.0'}.tgz`;
  const { status, stderr } = spawnSync('tar', ['-czf', file, 'package'], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return join(folder, file);
}

const temporary: string[] = [];
process.once('exit', () => {
  for (const folder of temporary) rmSync(folder, { recursive: true, force: true });
});

/** A new folder that is gone when the test run ends. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `panka-${name}-`));
  temporary.push(folder);
  return folder;
}

function manifestOf({ name, version = '1.0.0' }: PluginFixture, kinds: readonly string[]) {
  return {
    name,
    version,
    type: 'module',
    exports: { '.': './index.js', './package.json': './package.json' },
    files: ['index.js'],
    keywords: ['oclif-plugin', 'panka-plugin'],
    oclif: {},
    panka: { contract: 1, kinds, entry: './index.js' },
    peerDependencies: { '@sinclair/typebox': '^0.34' },
    peerDependenciesMeta: { '@sinclair/typebox': { optional: true } },
  };
}

function entryText(kinds: readonly string[]): string {
  return `import { Type } from '@sinclair/typebox';
const schema = Type.Object({ size: Type.Integer({ description: 'Size' }) }, { additionalProperties: false });
const kind = (name) => ({
  kind: name, summary: 'A thing for tests', category: 'storage', schema,
  outputs: { id: { type: 'string', description: 'Id' } },
  access: { default: 'read', levels: { read: 'read it' } },
  injects: {}, rollback: 'reversible', stateful: false, iamActions: ['s3:GetObject'],
  translator: () => import('./translate.js'), sandbox: () => import('./sandbox.js'),
  stubOutputs: () => ({ id: 'x' }),
});
export const kinds = ${JSON.stringify(kinds)}.map(kind);
`;
}
