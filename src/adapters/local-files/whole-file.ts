import { createHash, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;
/** For a folder that another process keeps removing. */
const ATTEMPTS = 5;
const LEFTOVER_MS = 60 * 60 * 1000;

/** Writes a complete new file beside its destiny, under a name that nobody reads. */
export interface Draft {
  readonly file: string;
  /** Gives it its name if the name is free; false when it is taken. Atomic between processes. */
  linkTo(target: string): Promise<boolean>;
  /** Gives it its name, replacing what is there. Atomic for readers. */
  renameTo(target: string): Promise<void>;
  /** Removes it, if it still has its draft name. */
  discard(): Promise<void>;
}

export interface DraftOptions {
  /** Folder for drafts, on the same file system as the targets. */
  readonly folder: string;
  readonly text: string;
  /** Flush to the disk before it gets its name, and the folder after it. */
  readonly durable: boolean;
}

export async function makeDraft(options: DraftOptions): Promise<Draft> {
  const { folder, text, durable } = options;
  const file = join(folder, `${process.pid}-${randomUUID()}`);
  await inFolder(folder, () => writeNew(file, text, durable));
  return {
    file,
    linkTo: async (target) => {
      const linked = await inFolder(dirname(target), () => linkIfFree(file, target));
      if (linked && durable) await flushFolder(dirname(target));
      return linked;
    },
    renameTo: async (target) => {
      await inFolder(dirname(target), () => rename(file, target));
      if (durable) await flushFolder(dirname(target));
    },
    discard: () => rm(file, { force: true }),
  };
}

/**
 * A new file that need not survive a power cut; false when the name is taken. Atomic between processes. Blocks: four calls that a
 * file system answers from memory take a fifth of what they cost by way of the thread pool.
 */
export function createAtOnce({ folder, text, target }: Omit<DraftOptions, 'durable'> & { target: string }): boolean {
  const draft = join(folder, `${process.pid}-${randomUUID()}`);
  inFolderAtOnce(folder, () => writeFileSync(draft, text, { flag: 'wx', mode: FILE_MODE }));
  try {
    inFolderAtOnce(dirname(target), () => linkSync(draft, target));
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function inFolderAtOnce(folder: string, action: () => void): void {
  for (let attempt = 1; ; attempt += 1) {
    try {
      action();
      return;
    } catch (error) {
      if (!isCode(error, 'ENOENT') || attempt === ATTEMPTS) throw error;
      mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
    }
  }
}

/** Undefined: there is no such file. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

export function contentVersion(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Removes drafts that killed processes left more than an hour ago. */
export async function removeLeftovers(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => (isCode(error, 'ENOENT') ? [] : Promise.reject(error)));
  for (const name of names) {
    const file = join(folder, name);
    const info = await stat(file).catch(() => undefined);
    if (info !== undefined && Date.now() - info.mtimeMs > LEFTOVER_MS) await rm(file, { force: true });
  }
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes((error as NodeJS.ErrnoException | undefined)?.code ?? '');
}

async function writeNew(file: string, text: string, durable: boolean): Promise<void> {
  const handle = await open(file, 'wx', FILE_MODE);
  try {
    await handle.writeFile(text);
    if (durable) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function linkIfFree(file: string, target: string): Promise<boolean> {
  try {
    await link(file, target);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Makes the folder when the first try shows that it is missing; another process may remove an empty one in between. */
async function inFolder<T>(folder: string, action: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (!isCode(error, 'ENOENT') || attempt === ATTEMPTS) throw error;
      await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
    }
  }
}

async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
