import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { backendPolicy } from '../../src/core/iam/backend-policy.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'infrastructure', 'terraform');
const text = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tf'))
  .map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  .join('\n');

describe('infrastructure/terraform', () => {
  it('lets the role do what panka iam policy lets it do with state and locks', () => {
    const policy = backendPolicy({ partition: 'aws', account: '1', bucket: 'b', table: 't', kmsKey: 'k' });
    for (const { Sid, Action } of policy?.Statement ?? []) {
      const block = new RegExp(`sid\\s+= "${Sid}"[\\s\\S]*?actions\\s+= \\[([^\\]]*)\\]`).exec(text)?.[1] ?? '';
      expect(
        [...block.matchAll(/"([^"]+)"/g)].map((match) => match[1]),
        Sid,
      ).to.deep.equal(Action);
    }
  });

  it('describes every variable in its README', () => {
    const readme = readFileSync(join(FOLDER, 'README.md'), 'utf8');
    const variables = [...text.matchAll(/^variable "(\w+)"/gm)].map((match) => match[1]);
    expect(variables.length).to.be.greaterThan(5);
    for (const name of variables) expect(readme).to.include(`| \`${name}\` |`);
  });

  it('is formatted as Terraform formats it', function () {
    if (spawnSync('terraform', ['version']).status !== 0) return this.skip();
    expect(spawnSync('terraform', ['fmt', '-check', '-diff', FOLDER], { encoding: 'utf8' }).stdout).to.equal('');
  });

  it('is valid (needs terraform, and its registry for the AWS provider)', function () {
    const copy = mkdtempSync(join(tmpdir(), 'panka-terraform-'));
    try {
      cpSync(FOLDER, copy, { recursive: true });
      const run = (...args: string[]) => spawnSync('terraform', [`-chdir=${copy}`, ...args], { encoding: 'utf8' });
      if (run('init', '-backend=false', '-input=false', '-no-color').status !== 0) return this.skip();
      const { status, stdout, stderr } = run('validate', '-no-color');
      expect(status, stdout + stderr).to.equal(0);
    } finally {
      rmSync(copy, { recursive: true, force: true });
    }
  });
});
