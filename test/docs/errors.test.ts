import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseSections } from '../../src/adapters/error-help/error-help.js';

const ROOT = join(import.meta.dirname, '..', '..');

describe('docs/errors.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8');
  const sections = parseSections(page);
  const inSources = codesOfSources();

  it('finds codes in every shape that the sources write them in', () => {
    expect([...inSources]).to.include.members([
      'UnknownField', // code: '…'
      'WrongApiVersion', // code: a ? '…' : '…'
      'VariableCycle', // #problem('…')
      'FileTooLarge', // problem(path, '…')
      'PANKA-SQS-001',
      'PANKA-ENC-001',
      'PANKA-DATA-001', // within a message
    ]);
  });

  it('explains every code that the sources can give', () => {
    expect([...inSources].filter((code) => !sections.has(code)).sort()).to.deep.equal([]);
  });

  it('explains no code that is gone', () => {
    expect([...sections.keys()].filter((code) => !inSources.has(code)).sort()).to.deep.equal([]);
  });

  it('explains each code once, with a text', () => {
    const titles = [...page.matchAll(/^### (.+)$/gm)].map((match) => match[1]?.replaceAll('`', '').trim());
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).to.deep.equal([]);
    for (const [code, text] of sections) expect(text.length, code).to.be.greaterThan(60);
  });

  it('names no command that does not exist', () => {
    const known = new Set([...commandFiles(), 'autocomplete', 'help', 'plugins']);
    const named = [...page.matchAll(/`panka ([a-z]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((command) => !known.has(command))).to.deep.equal([]);
  });
});

function codesOfSources(): Set<string> {
  const plugins = readdirSync(join(ROOT, 'plugins')).map((name) => join(ROOT, 'plugins', name, 'src'));
  const codes = new Set<string>();
  for (const folder of [join(ROOT, 'src'), ...plugins])
    for (const file of sourceFiles(folder)) for (const code of codesIn(readFileSync(file, 'utf8'))) codes.add(code);
  return codes;
}

function codesIn(source: string): string[] {
  const text = source.replaceAll(/^\s*\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const rules = [...text.matchAll(/PANKA-[A-Z0-9]+-[0-9]{3}/g)].map((match) => match[0]);
  const assigned = [...text.matchAll(/\bcode: ([^\n]*)/g)].flatMap((match) => quoted(match[1] ?? ''));
  const passed = [...text.matchAll(/\bproblem\(\s*(?:path,\s*)?('[A-Z]\w+')/g)].flatMap((match) =>
    quoted(match[1] ?? ''),
  );
  return [...rules, ...assigned, ...passed];
}

/** `code: name, message: 'Text …'` has texts too: a code is one word, at once after `code:` or in the branches of a choice. */
function quoted(text: string): string[] {
  const value = text.split(', message:')[0] ?? '';
  return [...value.matchAll(/'([A-Z][A-Za-z0-9]+)'/g)].map((match) => match[1] ?? '');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file));
}

function commandFiles(): string[] {
  return readdirSync(join(ROOT, 'src', 'commands')).map((file) => file.replace(/\.ts$/, ''));
}
