import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { artifactMissing } from './errors.js';
import type { ZipEntry } from './zip-archive.js';

/** The files that an artifact is made of; a single file stands under its own name. Symbolic links are followed. */
export function artifactFiles(address: string, path: string): readonly ZipEntry[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw artifactMissing(address, path);
  if (!found.isDirectory()) return [entry(path, path.slice(path.lastIndexOf(sep) + 1), found.mode)];
  const files = filesBelow(path, [realpathSync(path)]);
  if (files.length === 0) throw artifactMissing(address, path);
  return files.map((file) => entry(file, relative(path, file).split(sep).join('/'), statSync(file).mode));
}

/** sha256 over names, modes and contents: independent of times, of the machine and of how an archive is compressed. */
export function artifactHash(entries: readonly ZipEntry[]): string {
  const hash = createHash('sha256');
  for (const { path, content, executable } of [...entries].sort((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${path}\0${executable ? 'x' : '-'}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

function entry(file: string, path: string, mode: number): ZipEntry {
  return { path, content: readFileSync(file), executable: (mode & 0o100) !== 0 };
}

/** `above`: real paths of the folders around, so that a link to one of them ends the walk instead of never ending. */
function filesBelow(folder: string, above: readonly string[]): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return [];
    if (!found.isDirectory()) return [path];
    const real = realpathSync(path);
    return above.includes(real) ? [] : filesBelow(path, [...above, real]);
  });
}
