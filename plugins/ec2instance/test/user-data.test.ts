import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { bootScript } from '../src/boot-script.js';
import { userData } from '../src/user-data.js';

const variables = { MODE: 'active', MOTTO: 'say "hi" to $HOME & `date`\\', LINES: 'one\ntwo' };

/** Bodies of the parts of a multipart text, by content type. */
function partsOf(text: string): Readonly<Record<string, string>> {
  const boundary = /boundary="(.+)"/.exec(text)?.[1] ?? '';
  const parts = text.split(`--${boundary}`).slice(1, -1);
  return Object.fromEntries(
    parts.map((part) => {
      const [head = '', ...body] = part.trimStart().split('\n\n');
      return [/^Content-Type: ([\w/-]+)/.exec(head)?.[1] ?? '', body.join('\n\n').trimEnd()];
    }),
  );
}

describe('user data', () => {
  it('is what the manifest says, as long as there is nothing else to do', () => {
    expect(userData({ own: '#cloud-config\n', variables: {}, mounts: [] })).to.equal('#cloud-config\n');
    expect(userData({ own: undefined, variables: {}, mounts: [] })).to.equal(undefined);
  });

  it('adds variables and disks at every start, before what the manifest says', () => {
    const text = userData({ own: 'echo hello', variables: { MODE: 'a' }, mounts: [] }) ?? '';
    const parts = partsOf(text);
    expect(Object.keys(parts)).to.deep.equal(['text/cloud-boothook', 'text/x-shellscript']);
    expect(parts['text/x-shellscript']).to.equal('#!/bin/bash\necho hello');
  });

  it('keeps the format of what the manifest says', () => {
    const typeOf = (own: string) => Object.keys(partsOf(userData({ own, variables: { A: 'b' }, mounts: [] }) ?? ''))[1];
    expect(typeOf('#cloud-config\npackages: [nginx]')).to.equal('text/cloud-config');
    expect(typeOf('#include\nhttps://example.com/x')).to.equal('text/x-include-url');
    expect(typeOf('#!/usr/bin/env python3\nprint()')).to.equal('text/x-shellscript');
    expect(typeOf('Content-Type: text/part-handler\n\ncode')).to.equal('text/part-handler');
  });

  it('writes variables that a shell reads back as they were', () => {
    const folder = mkdtempSync(join(tmpdir(), 'panka-env-'));
    try {
      const file = join(folder, 'panka.env');
      const script = bootScript(variables, []).replaceAll('/etc/panka.env', file);
      execFileSync('bash', ['-c', script]);
      const read = (name: string) =>
        execFileSync('bash', ['-c', `. "$0"; printf %s "$${name}"`, file], { encoding: 'utf8' });
      for (const [name, value] of Object.entries(variables)) expect(read(name), name).to.equal(value);
      expect(readFileSync(file, 'utf8')).to.match(/^MODE="active"\n/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('mounts disks by a script that is one', () => {
    const script = bootScript({}, [{ device: '/dev/sdf', path: '/var/lib/index' }]);
    expect(script).to.include('mount_when_there /dev/sdf /var/lib/index &');
    const inner = script.split("<<'PANKA'\n")[1]?.split('\nPANKA\n')[0] ?? '';
    for (const text of [script, inner]) {
      const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
      expect([status, stderr]).to.deep.equal([0, '']);
    }
  });

  it('gives a file system to an empty disk alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'panka-mounts-'));
    const script = bootScript({}, [{ device: '/dev/sdf', path: '/data' }]);
    const inner = script.split("<<'PANKA'\n")[1]?.split('\nPANKA\n')[0] ?? '';
    const fake = (probed: number) =>
      [
        'mkfs.xfs() { echo "mkfs $1"; }; mkdir() { :; }; mountpoint() { return 1; }; mount() { echo "mount $1 $2"; }',
        `blkid() { return ${probed}; }; sleep() { :; }`,
        inner.replaceAll('[ -b "$1" ]', 'true'),
      ].join('\n');
    try {
      const run = (probed: number) => {
        writeFileSync(join(folder, 'script'), fake(probed));
        return execFileSync('bash', [join(folder, 'script')], { encoding: 'utf8' })
          .trim()
          .split('\n');
      };
      expect(run(2)).to.deep.equal(['mkfs /dev/sdf', 'mount /dev/sdf /data']);
      expect(run(0)).to.deep.equal(['mount /dev/sdf /data']);
      expect(run(8)).to.deep.equal(['mount /dev/sdf /data']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
