import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { expect } from 'chai';
import { type ZipEntry, zipArchive } from '../../../src/adapters/aws-shared/zip-archive.js';

function file(path: string, text: string, executable = false): ZipEntry {
  return { path, content: Buffer.from(text), executable };
}

/** Reads an archive by its central directory, as every unzip does. */
function read(zip: Buffer): Record<string, string> {
  const end = zip.length - 22;
  expect(zip.readUInt32LE(end)).to.equal(0x06054b50);
  const entries: Record<string, string> = {};
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < zip.readUInt16LE(end + 10); n += 1) {
    const nameLength = zip.readUInt16LE(at + 28);
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString();
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26);
    entries[name] = inflateRawSync(zip.subarray(start, start + zip.readUInt32LE(at + 20))).toString();
    at += 46 + nameLength;
  }
  return entries;
}

describe('zip archives', () => {
  it('hold their files', () => {
    const zip = zipArchive([
      file('index.js', 'export {}'),
      file('lib/größe.js', 'x'.repeat(10_000)),
      file('empty', ''),
    ]);
    expect(read(zip)).to.deep.equal({ empty: '', 'index.js': 'export {}', 'lib/größe.js': 'x'.repeat(10_000) });
  });

  it('are the same for the same files in any order', () => {
    const files = [file('b', '2'), file('a', '1'), file('a/c', '3')];
    expect(zipArchive(files).equals(zipArchive([...files].reverse()))).to.equal(true);
  });

  it('may be empty', () => {
    expect(read(zipArchive([]))).to.deep.equal({});
  });

  it('are understood by unzip, which restores modes', function () {
    if (spawnSync('unzip', ['-v']).error !== undefined) return this.skip();
    const folder = mkdtempSync(join(tmpdir(), 'panka-zip-'));
    try {
      writeFileSync(join(folder, 'a.zip'), zipArchive([file('bin/run', '#!/bin/sh', true), file('data.txt', 'data')]));
      const { status, stdout } = spawnSync('unzip', ['-o', 'a.zip'], { cwd: folder });
      expect(status, String(stdout)).to.equal(0);
      expect(readFileSync(join(folder, 'data.txt'), 'utf8')).to.equal('data');
      expect(statSync(join(folder, 'bin/run')).mode & 0o777).to.equal(0o755);
      expect(statSync(join(folder, 'data.txt')).mode & 0o777).to.equal(0o644);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
