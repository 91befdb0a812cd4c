import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type ContractPart, type KindSubject, manifestOf } from './subject.js';

/** Packages too heavy for `panka validate`: they belong behind the lazy imports of translator and verifier. */
const HEAVY = ['@pulumi/', '@aws-sdk/', 'aws-sdk', '@smithy/'];

/** Refuses to resolve a heavy package, so that the import of one names itself. */
const LOADER = `
import { register } from 'node:module';
const hook = \`export const resolve = (specifier, context, next) => {
  if (${JSON.stringify(HEAVY)}.some((name) => specifier.startsWith(name)))
    throw new Error(specifier + ' is imported by ' + context.parentURL);
  return next(specifier, context);
};\`;
register('data:text/javascript,' + encodeURIComponent(hook));
`;

/** What the child runs: import the entry, then look for heavy CommonJS modules too. */
const PROBE = `
import { createRequire } from 'node:module';
const loaded = () => Object.keys(createRequire(import.meta.url).cache);
await import(process.argv[1]);
const heavy = loaded().filter((file) => ${JSON.stringify(HEAVY)}.some((name) => file.includes('/node_modules/' + name)));
if (heavy.length > 0) throw new Error('loads ' + heavy[0]);
`;

/** Importing the entry costs no more than TypeBox: measured in a process of its own. */
export const entryWeight: ContractPart = (subject, it) => {
  it('has an entry that loads neither Pulumi nor the AWS SDK', () => {
    const { entry, loaders, folder } = entryOf(subject);
    const imports = [...loaders, `data:text/javascript,${encodeURIComponent(LOADER)}`].flatMap((l) => ['--import', l]);
    const args = [...imports, '--input-type=module', '--eval', PROBE, pathToFileURL(entry).href];
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });
};

/** The TypeScript source where there is one (then run by the project's tsx), else the built entry. */
function entryOf(subject: KindSubject): { entry: string; loaders: string[]; folder: string } {
  const built = join(subject.packageDir, manifestOf(subject).panka?.entry ?? 'missing');
  const source = built.replace('/dist/', '/src/').replace(/\.js$/, '.ts');
  const folder = projectOf(subject.packageDir);
  if (source === built || !existsSync(source)) return { entry: built, loaders: [], folder };
  const tsx = createRequire(join(subject.packageDir, 'package.json')).resolve('tsx');
  return { entry: source, loaders: [pathToFileURL(tsx).href], folder };
}

/** The nearest folder with a tsconfig.json: tsx reads it from the working folder. */
function projectOf(folder: string): string {
  if (existsSync(join(folder, 'tsconfig.json')) || dirname(folder) === folder) return folder;
  return projectOf(dirname(folder));
}
