import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import type { PluginManifest } from '../../core/registry/contribution.js';
import { notAPackage } from './errors.js';

const BLOCK = 512;

export interface Tarball {
  readonly manifest: PluginManifest;
  /** As npm writes it into a lock file: `sha512-<base64>`. */
  readonly integrity: string;
}

/** package.json and digest of an npm tarball, without unpacking it. Throws NotAPackage. */
export async function readTarball(file: string): Promise<Tarball> {
  const packed = await readFile(file);
  const integrity = `sha512-${createHash('sha512').update(packed).digest('base64')}`;
  try {
    return { manifest: JSON.parse(packageJson(gunzipSync(packed))), integrity };
  } catch (cause) {
    throw notAPackage(file, cause);
  }
}

/** npm packs every file below one folder, `package/` by custom. */
function packageJson(archive: Buffer): string {
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const name = text(archive, at, 100);
    const size = Number.parseInt(text(archive, at + 124, 12), 8) || 0;
    if (/^(\.\/)?[^/]+\/package\.json$/.test(name)) return archive.toString('utf8', at + BLOCK, at + BLOCK + size);
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  throw new Error('no package.json in it');
}

function text(archive: Buffer, from: number, length: number): string {
  return archive.toString('utf8', from, from + length).split('\0')[0] ?? '';
}
