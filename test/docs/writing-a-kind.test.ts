import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { temporaryFolder } from '../helpers/plugin-package.js';
import { ROOT } from './real-kinds.js';

const FILE = /^<!-- file (\S+) -->\n(`{3,})\w+\n([\s\S]*?)^\2$/gm;
const FENCE = /^(`{3,})(\w+)\n([\s\S]*?)^\1$/gm;

describe('docs/writing-a-kind.md', function () {
  this.timeout(120_000);
  const page = readFileSync(join(ROOT, 'docs', 'writing-a-kind.md'), 'utf8');
  const files = [...page.matchAll(FILE)].map(([, path = '', , text = '']) => ({ path, text }));
  const fences = [...page.matchAll(FENCE)].map(([, , language, text = '']) => ({ language, text }));

  it('shows no code but in files of the plugin', () => {
    expect(files.every(({ path }) => path.startsWith('plugins/parameter/'))).to.equal(true);
    expect(fences.filter(({ language }) => language !== 'sh')).to.have.length(files.length);
  });

  it('and writing-a-plugin.md lead to each other', () => {
    expect(page).to.include('](writing-a-plugin.md)');
    expect(readFileSync(join(ROOT, 'docs', 'writing-a-plugin.md'), 'utf8')).to.include('](writing-a-kind.md)');
  });

  it('writes a kind that is formatted and keeps the contract, by the commands that it gives', () => {
    const clone = emptyClone();
    for (const { path, text } of files) {
      mkdirSync(dirname(join(clone, path)), { recursive: true });
      writeFileSync(join(clone, path), text);
    }
    const commands = fences.find(({ text }) => text.includes('UPDATE_GOLDEN=1'))?.text ?? 'false';
    const env = { ...process.env, UPDATE_GOLDEN: undefined };
    const { status, stdout, stderr } = spawnSync('sh', ['-ec', commands], { cwd: clone, env, encoding: 'utf8' });
    expect(status, stdout + stderr).to.equal(0);
    expect(stdout)
      .to.match(/Parameter validation/)
      .and.match(/deploys, verifies and destroys the example "production"/);
    expect(readdirSync(join(clone, 'plugins/parameter/test/expected')).sort()).to.deep.equal(
      ['full', 'minimal', 'production'].map((name) => `${name}.json`),
    );
    const touched = files.filter(({ path, text }) => readFileSync(join(clone, path), 'utf8') !== text);
    expect(touched.map(({ path }) => path)).to.deep.equal([]);
  });
});

/** A folder in which a plugin finds what it finds in a clone: packages, settings, and what the kinds share. */
function emptyClone(): string {
  const folder = temporaryFolder('clone');
  mkdirSync(join(folder, 'plugins'));
  for (const shared of ['node_modules', 'plugins/common', 'src']) symlinkSync(join(ROOT, shared), join(folder, shared));
  for (const settings of ['package.json', 'tsconfig.json', 'biome.json', '.gitignore'])
    copyFileSync(join(ROOT, settings), join(folder, settings));
  return folder;
}
