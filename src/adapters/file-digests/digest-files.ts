import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** sha256 of each file, or of all files of a folder by their names; a missing one is `missing`, which validation reports. */
export async function digestFiles(folder: string, paths: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const entries = await Promise.all(paths.map(async (path) => [path, await digest(resolve(folder, path))] as const));
  return Object.fromEntries(entries);
}

async function digest(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return 'missing';
  const hash = createHash('sha256');
  if (!found.isDirectory()) return hash.update(await readFile(path)).digest('hex');
  const names = (await readdir(path, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const name of names)
    hash
      .update(name.slice(path.length))
      .update('\0')
      .update(await readFile(name));
  return hash.digest('hex');
}
