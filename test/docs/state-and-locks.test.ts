import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseSections } from '../../src/adapters/error-help/error-help.js';
import { checksumOf, wrapObject } from '../../src/core/state/object-envelope.js';
import { roleOf } from '../../src/core/state-admin/object-roles.js';
import { AT, headOf } from '../core/state/state-samples.js';

const ROOT = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'state-and-locks.md'), 'utf8');

describe('docs/state-and-locks.md', () => {
  it('lists objects of the layout, and each of them is one', () => {
    const rows = [...page.matchAll(/^\| (`[a-z-]+(?:\.json`|\/[^|]*`)) \|/gm)].map((match) => match[1] ?? '');
    const keys = rows.map((row) =>
      (row.split('`')[1] ?? '')
        .replace('{unit}', 'stack')
        .replaceAll(/\{(n|k|serial)\}/g, '3')
        .replace('{date}', '2026-11-23')
        .replace('{run}-stack', 'r-1-stack')
        .replace('{run}', 'r-1'),
    );
    const roles = keys.map((key) => roleOf(AT, `stacks/${AT.stack}/${AT.environment}/${key}`).role);
    expect(roles).to.have.members([
      ...[
        'head',
        'checkpoint',
        'update',
        'journal',
        'record',
        'kept-head',
        'kept-checkpoint',
        'audit',
        'secrets',
        'set-aside',
      ],
    ]);
  });

  it('tells how to check a checksum by hand', () => {
    const { checksum, ...rest } = JSON.parse(wrapObject({ object: 'state', at: AT }, headOf(), true));
    expect(checksumOf(JSON.stringify(rest))).to.equal(checksum);
    expect(page).to.include("jq -cj 'del(.checksum)'");
  });

  it('names only commands and errors that exist', () => {
    const commands = [...page.matchAll(/`panka ((?:state|locks|backend) [a-z-]+|audit|diff|unlock|config)/g)];
    expect(commands.length).to.be.greaterThan(10);
    for (const [, command = ''] of commands)
      expect(existsSync(join(ROOT, 'src/commands', `${command.replace(' ', '/')}.ts`)), command).to.equal(true);
    const known = parseSections(readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8'));
    const named = [
      ...page.matchAll(
        /`((?:State|Audit|Lock|Serial|Snapshot|Deployment|Pending|Secrets?|Passphrase)[A-Z][A-Za-z]+)`/g,
      ),
    ];
    expect(named.length).to.be.greaterThan(8);
    for (const [, code = ''] of named) expect([...known.keys()], code).to.include(code);
  });

  it('names only tests that exist', () => {
    for (const [, path = ''] of page.matchAll(/`(test\/[\w./-]+)`/g))
      expect(existsSync(join(ROOT, path)), path).to.equal(true);
  });

  it('links to headings that exist', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
      text
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const [, anchor = ''] of page.matchAll(/\]\(#([\w-]+)\)/g)) expect(headings).to.include(anchor);
  });
});
