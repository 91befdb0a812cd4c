import { existsSync } from 'node:fs';
import { lstat, mkdir, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { dataFolderNotPankas } from './errors.js';
import { hostPackages } from './host-packages.js';

/** Says that a node_modules folder holds nothing but our links. */
const MARKER = '.panka-links';

/**
 * Keeps links to the host's shared packages in the node_modules folder above the plugin folder, where Node's own look-up
 * finds them from every installed plugin. Touches that folder only when it is Panka's own.
 */
export async function linkHostPackages(dataDir: string, hostRoot: string): Promise<void> {
  const folder = join(dirname(dataDir), 'node_modules');
  await claim(folder);
  for (const [name, target] of hostPackages(hostRoot)) await link(join(folder, name), target);
}

async function claim(folder: string): Promise<void> {
  const marker = join(folder, MARKER);
  if (existsSync(marker)) return;
  if (existsSync(folder) || existsSync(join(dirname(folder), 'package.json')))
    throw dataFolderNotPankas(dirname(folder));
  await mkdir(folder, { recursive: true });
  await writeFile(
    marker,
    'Links to the packages of the Panka that last ran a plugins command. Made again when deleted.\n',
  );
}

async function link(path: string, target: string): Promise<void> {
  if ((await readlink(path).catch(() => undefined)) === target) return;
  if (await exists(path)) await rm(path, { recursive: true });
  await mkdir(dirname(path), { recursive: true });
  // A junction needs no privilege on Windows; elsewhere the type is ignored.
  await symlink(target, path, 'junction');
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
