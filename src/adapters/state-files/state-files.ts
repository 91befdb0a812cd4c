import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { pushRefused, stateFileUnwritable } from '../../core/state-admin/errors.js';
import { parseStateFile, type StateFile } from '../../core/state-admin/state-file.js';

/** Writes the file whole or not at all, readable by its owner only. Throws StateFileUnwritable. */
export async function writeStateFile(file: string, content: StateFile): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw stateFileUnwritable(file, error);
  }
}

/** Throws PushRefused for a file that cannot be read, and for one that must not become a state. */
export async function readStateFile(file: string): Promise<StateFile> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw pushRefused(file, `it cannot be read (${(error as Error).message})`, error);
  });
  return parseStateFile(text, file);
}
