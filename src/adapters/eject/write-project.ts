import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { EjectedProject } from '../../core/eject/eject-state.js';
import type { EjectedAsset } from '../../core/eject/ejected-assets.js';
import { ejectAssetMissing, ejectFolderNotEmpty, ejectUnwritable } from '../../core/eject/errors.js';

/** Throws EjectFolderNotEmpty unless the folder is empty or not there yet. */
export async function refuseUsedFolder(folder: string): Promise<void> {
  try {
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return;
    if (code !== 'ENOTDIR') throw ejectUnwritable(folder, error);
  }
  throw ejectFolderNotEmpty(folder);
}

/** Writes the project whole or not at all: beside the folder first. Returns the paths of its files, sorted. */
export async function writeProject(folder: string, project: EjectedProject): Promise<readonly string[]> {
  const target = resolve(folder);
  const assets = await Promise.all(project.assets.map(readAsset));
  const files = new Map<string, string | Buffer>([...project.files, ...assets]);
  let aside: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    aside = await mkdtemp(join(dirname(target), `.${basename(target)}.`));
    for (const [path, content] of files) await writeOne(join(aside, path), content);
    await rmdir(target).catch(ignoreMissing);
    await rename(aside, target);
  } catch (error) {
    if (aside === undefined) throw ejectUnwritable(folder, error);
    await rm(aside, { recursive: true, force: true });
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(String((error as NodeJS.ErrnoException).code)))
      throw ejectFolderNotEmpty(folder);
    throw ejectUnwritable(folder, error);
  }
  return [...files.keys()].sort();
}

async function readAsset({ resource, file, path, sha256 }: EjectedAsset): Promise<[string, Buffer]> {
  const content = await readFile(file).catch(() => undefined);
  const isSame =
    content !== undefined && (sha256 === undefined || createHash('sha256').update(content).digest('hex') === sha256);
  if (content === undefined || !isSame) throw ejectAssetMissing(resource, file);
  return [path, content];
}

/** State and settings are readable by their owner only. */
async function writeOne(file: string, content: string | Buffer): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content, { mode: /(?:state\.json|\/Pulumi\.[^/]+\.yaml)$/.test(file) ? 0o600 : 0o644 });
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
