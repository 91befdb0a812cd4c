import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file and folder below a folder, with when and to what it was written: equal lists mean that nothing was written. */
export function listing(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : 'folder';
    return [relative(folder, path), `${statSync(path).mtimeMs} ${content}`] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
