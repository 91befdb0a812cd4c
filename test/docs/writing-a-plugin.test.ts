import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { SHARED_PACKAGES } from '../../src/core/registry/shared-packages.js';
import { tokens } from '../../src/sdk/index.js';
import { ROOT } from './real-kinds.js';

const BLOCK = /(?:<!-- from (\S+) -->\n)?^```(js|ts|json)\n([\s\S]*?)^```/gm;

describe('docs/writing-a-plugin.md', () => {
  const page = readFileSync(join(ROOT, 'docs', 'writing-a-plugin.md'), 'utf8');
  const blocks = [...page.matchAll(BLOCK)].map(([, from, , text = '']) => ({ from, text }));

  it('takes every block of code from a file that is tested', () => {
    expect(blocks.length).to.be.greaterThan(8);
    for (const { from, text } of blocks) {
      expect(from, `no source given for:\n${text}`).to.not.equal(undefined);
      expect(missingParts(text, readFileSync(join(ROOT, String(from)), 'utf8')), from).to.deep.equal([]);
    }
  });

  it('notices a block that is not in its file', () => {
    expect(missingParts('const a = 1;\n…\nconst c = 3;\n', 'const a = 1;\nconst b = 2;\n')).to.deep.equal([
      'const c = 3;\n',
    ]);
  });

  it('names every service that a translator can ask for, and every shared package', () => {
    const rows = page.slice(page.indexOf('| token |'), page.indexOf('Resources are declared'));
    expect(Object.keys(tokens).filter((token) => !rows.includes(`\`${token}\``))).to.deep.equal([]);
    expect(SHARED_PACKAGES.filter((name) => !page.includes(`\`${name}\``))).to.deep.equal([]);
  });
});

/** Parts of a block, between lines that hold only `…`, which do not follow each other in the file. */
function missingParts(block: string, file: string): string[] {
  let from = 0;
  return block.split(/^\s*…\n/m).filter((part) => {
    const at = file.indexOf(part, from);
    if (at >= 0) from = at + part.length;
    return at < 0;
  });
}
