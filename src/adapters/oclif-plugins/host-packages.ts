import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SHARED_PACKAGES } from '../../core/registry/shared-packages.js';

/** Folder of the host's copy of each shared package that it has, by name, as a real path. */
export function hostPackages(hostRoot: string): ReadonlyMap<string, string> {
  const found = SHARED_PACKAGES.map((name) => [name, hostPackage(hostRoot, name)] as const);
  return new Map(found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

function hostPackage(hostRoot: string, name: string): string | undefined {
  return name === 'panka' ? realpathSync(hostRoot) : findPackage(hostRoot, name);
}

/** Where Node would find a package as seen from a folder: the nearest `node_modules/<name>` at or above it, as a real path. */
export function findPackage(from: string, name: string): string | undefined {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  const above = dirname(from);
  return above === from ? undefined : findPackage(above, name);
}
