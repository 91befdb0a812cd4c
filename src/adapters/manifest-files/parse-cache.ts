import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, type Stats, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../sdk/index.js';

/** What is known of a file that was read: as long as nothing of it changed, its documents are these. */
export interface CacheEntry {
  readonly size: number;
  readonly mtime: number;
  readonly ctime: number;
  readonly inode: number;
  /** When it was read, in ms since 1970. */
  readonly read: number;
  /** sha256 of the content. */
  readonly hash: string;
  readonly documents: readonly Json[];
}

/** Raised when the parser or the format changes: older caches are ignored then. */
const VERSION = 1;
/** A file that changed less than this before it was read may change again without a new time stamp. */
const RACY_MS = 2000;
const KEEP_MS = 30 * 24 * 3600 * 1000;

/** Parsed documents of one project folder between runs. JSON with a checksum: read faster than v8's format, and a damaged file is noticed. */
export class ParseCache {
  readonly #file: string;
  readonly #folder: string;

  constructor(cacheFolder: string, projectFolder: string) {
    this.#folder = join(cacheFolder, 'manifests');
    this.#file = join(this.#folder, `${createHash('sha256').update(projectFolder).digest('hex').slice(0, 24)}.json`);
  }

  /** Everything that is cached; empty when there is no cache or it cannot be used. */
  read(): Map<string, CacheEntry> {
    try {
      const text = readFileSync(this.#file, 'utf8');
      const end = text.indexOf('\n');
      const body = text.slice(end + 1);
      if (text.slice(0, end) !== header(body)) return new Map();
      return new Map(JSON.parse(body) as [string, CacheEntry][]);
    } catch {
      return new Map();
    }
  }

  /** Replaces the cache as a whole. A folder that cannot be written only costs time at the next run. */
  write(entries: Iterable<readonly [string, CacheEntry]>): void {
    const temporary = `${this.#file}.${process.pid}`;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      const body = JSON.stringify([...entries]);
      writeFileSync(temporary, `${header(body)}\n${body}`, { mode: 0o600 });
      renameSync(temporary, this.#file);
      this.#prune();
    } catch {
      removeQuietly(temporary);
    }
  }

  /** Caches of projects that nobody looked at for a month go. */
  #prune(): void {
    for (const name of readdirSync(this.#folder)) {
      const file = join(this.#folder, name);
      if (Date.now() - statSync(file).mtimeMs > KEEP_MS) rmSync(file, { force: true });
    }
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // its folder is the problem that made the write fail
  }
}

function header(body: string): string {
  return `panka-manifests ${VERSION} ${createHash('sha256').update(body).digest('hex')}`;
}

/** True if nothing of the file changed since it was read; `unsure` if its content has to be compared. */
export function isFresh(entry: CacheEntry, status: Stats): boolean | 'unsure' {
  const same =
    entry.size === status.size &&
    entry.mtime === status.mtimeMs &&
    entry.ctime === status.ctimeMs &&
    entry.inode === status.ino;
  if (!same) return entry.size === status.size ? 'unsure' : false;
  return Math.max(entry.mtime, entry.ctime) < entry.read - RACY_MS ? true : 'unsure';
}

/** JSON would turn these into null: documents that hold them are parsed at every run. */
export function isCacheable(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return true;
  for (const child of Array.isArray(value) ? value : Object.values(value)) if (!isCacheable(child)) return false;
  return true;
}
