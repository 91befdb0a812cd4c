import { existsSync } from 'node:fs';
import { cp, link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pluginsBusy } from './errors.js';

/**
 * Lets `change` work on a copy of the plugin folder and puts the copy in its place only when it succeeds: a refused,
 * failed or killed install leaves the working plugins exactly as they were. The copy is a sibling, so that relative
 * paths and Node's look-up into the folder above stay true. One at a time.
 */
export async function changeStaged<T>(dataDir: string, change: (staging: string) => Promise<T>): Promise<T> {
  const unlock = await lock(`${dataDir}.lock`);
  const staging = `${dataDir}.next`;
  try {
    await recoverFolder(dataDir);
    await rm(staging, { recursive: true, force: true });
    await mkdir(dataDir, { recursive: true });
    await cp(dataDir, staging, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
    const result = await change(staging);
    await swap(dataDir, staging);
    return result;
  } finally {
    await rm(staging, { recursive: true, force: true });
    await unlock();
  }
}

async function swap(dataDir: string, staging: string): Promise<void> {
  const before = `${dataDir}.before`;
  await rm(before, { recursive: true, force: true });
  await rename(dataDir, before);
  await rename(staging, dataDir);
  await rm(before, { recursive: true, force: true });
}

/** After a kill between the two renames the folder is gone and its old version is there: puts that back. */
export async function recoverFolder(dataDir: string): Promise<void> {
  if (!existsSync(dataDir) && existsSync(`${dataDir}.before`)) await rename(`${dataDir}.before`, dataDir);
}

async function lock(file: string): Promise<() => Promise<void>> {
  await mkdir(dirname(file), { recursive: true });
  if (await create(file)) return () => rm(file, { force: true });
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (isAlive(holder)) throw pluginsBusy(holder);
  await rm(file, { force: true });
  return lock(file);
}

/** False when it is there. A link, so that nobody ever sees the file without its holder. */
async function create(file: string): Promise<boolean> {
  const own = `${file}.${process.pid}`;
  await writeFile(own, String(process.pid));
  try {
    await link(own, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
