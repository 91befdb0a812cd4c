import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretKeyBroken } from './errors.js';

const KEY_BYTES = 32;

export function secretKeyFile(folder: string): string {
  return join(folder, 'secrets.key');
}

/** The key in the folder, if there is one. */
export function loadSecretKey(folder: string): Buffer | undefined {
  const file = secretKeyFile(folder);
  const text = readKey(file);
  return text === undefined ? undefined : decodeKey(text, file);
}

/** The key in the folder, made with mode 0600 on first use; two processes that make it at once get the same one. */
export function ensureSecretKey(folder: string): Buffer {
  const file = secretKeyFile(folder);
  return decodeKey(readKey(file) ?? createKey(folder, file), file);
}

function decodeKey(text: string, file: string): Buffer {
  const key = Buffer.from(text.trim(), 'base64');
  if (key.length !== KEY_BYTES) throw secretKeyBroken(file, `does not hold ${KEY_BYTES} bytes`);
  return key;
}

function readKey(file: string): string | undefined {
  try {
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) {
      throw secretKeyBroken(file, 'can be read by others');
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written aside and linked into place, so that no one ever reads half a key and the first one wins. */
function createKey(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true });
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  const aside = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(aside, text, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(aside, file);
    return text;
  } catch (error) {
    const winner = (error as NodeJS.ErrnoException).code === 'EEXIST' ? readKey(file) : undefined;
    if (winner === undefined) throw error;
    return winner;
  } finally {
    rmSync(aside, { force: true });
  }
}
