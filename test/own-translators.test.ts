import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

const ENTRY = /\b(?:translator|runtime): \(\) => import\('(\.\/[^']+)'\)/g;
const COMMON = '@panka/plugin-common';
const IMPORT = /(?:import|export)\s+(?:\{([^}]*)\}|\*\s+as\s+\w+)\s+from\s+'(\.[^']+|@panka\/plugin-common)'/g;
/** What may go on after a function has returned. */
const LATER =
  /\basync\s+(?:function\b|\(|\w+\s*=>|\*?\w+\()|\bawait\s|\bset(?:Timeout|Interval|Immediate)\b|nextTick|queueMicrotask|\bPromise\b|\.then\(/;

/** Its `asObject` is used everywhere, what is asynchronous in it by verifiers alone. */
const VERIFYING = [join('plugins', 'common', 'src', 'look.ts')];

/**
 * One program of the process runs after the other without being followed where all of its plugins are Panka's own, as nothing of
 * them is left when it has ended (src/adapters/embedded-engine/program-turn.ts).
 */
describe("translators of Panka's own plugins", () => {
  it('declare everything at once: no promise, no timer', () => {
    const entries = readdirSync('plugins').flatMap((plugin) => entriesOf(join('plugins', plugin, 'src', 'index.ts')));
    expect(entries.length).to.be.greaterThan(20);
    const files = new Set(entries);
    for (const file of files) for (const imported of importsOf(file)) files.add(imported);
    expect(files.size).to.be.greaterThan(100);
    expect([...files].filter((file) => LATER.test(codeOf(file)))).to.deep.equal(VERIFYING);
  });
});

function entriesOf(index: string): readonly string[] {
  if (!existsSync(index)) return [];
  return [...codeOf(index).matchAll(ENTRY)].map(([, path]) => source(index, path as string));
}

/** What is only a type does nothing. */
function importsOf(file: string): readonly string[] {
  return [...codeOf(file).matchAll(IMPORT)].flatMap(([, names, path]) =>
    path === COMMON ? namesIn(names as string).map((name) => sourceOfCommon(name)) : [source(file, path as string)],
  );
}

/** The index of the shared helpers lists everything, also what verifiers use. */
function sourceOfCommon(name: string): string {
  const index = join('plugins', 'common', 'src', 'index.ts');
  const found = [...codeOf(index).matchAll(IMPORT)].find(([, names]) => namesIn(names as string).includes(name));
  if (found === undefined) throw new Error(`"${name}" is not in ${index}`);
  return source(index, found[2] as string);
}

function namesIn(list: string): readonly string[] {
  return list.split(',').flatMap(
    (item) =>
      item
        .replace(/\btype\s/, '')
        .trim()
        .split(/\s+as\s+/)[0] || [],
  );
}

function source(from: string, path: string): string {
  return join(dirname(from), path).replace(/\.js$/, '.ts');
}

function codeOf(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
