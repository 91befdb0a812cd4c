import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Folders that never hold manifests. */
const IGNORED = new Set(['node_modules', '.git', '.panka']);

/** Paths of the YAML files below a folder, relative to it, sorted. */
export function findYamlFiles(folder: string): string[] {
  const found: string[] = [];
  walk(folder, '', found);
  return found.sort();
}

function walk(folder: string, prefix: string, found: string[]): void {
  for (const entry of readdirSync(join(folder, prefix), { withFileTypes: true })) {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!IGNORED.has(entry.name) && !entry.name.startsWith('.')) walk(folder, path, found);
    } else if (entry.isFile() && /\.ya?ml$/.test(entry.name)) found.push(path);
  }
}
