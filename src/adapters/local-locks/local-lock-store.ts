import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { locksUnreadable, locksUnwritable } from '../../core/locks/errors.js';
import { parseLockKey } from '../../core/locks/lock-scope.js';
import type { AcquireRequest, AcquireResult, LockRecord, LockScope, LockStore } from '../../core/locks/lock-store.js';
import { acquireIn, EMPTY_TABLE, type LockTable, removeFrom, renewIn } from '../../core/locks/lock-table.js';
import { withGuard } from '../local-files/exclusive-guard.js';
import { isCode, makeDraft, readIfThere } from '../local-files/whole-file.js';
import { ownIdentity, type ProcessIdentity } from './process-identity.js';

export interface LocalLockStoreOptions {
  /** The lock folder; made with mode 0700 by the first lock. */
  readonly folder: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** The holder's process; this one by default. */
  readonly identity?: ProcessIdentity;
}

type Address = Pick<LockScope, 'stack' | 'environment'>;

/** What an action makes of a table: the new one when it is to be written, and an answer. */
interface Change<T> {
  readonly table?: LockTable;
  readonly result: T;
}

/** Locks in `{folder}/{stack}/{environment}.json` of this machine: records, and the last fence, which outlives them. */
export class LocalLockStore implements LockStore {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #identity: Promise<ProcessIdentity>;

  constructor(options: LocalLockStoreOptions) {
    this.#folder = resolve(options.folder);
    this.#now = options.now ?? Date.now;
    this.#identity = options.identity === undefined ? ownIdentity() : Promise.resolve(options.identity);
  }

  async acquire(request: AcquireRequest): Promise<AcquireResult> {
    const holder = await this.#identity;
    return this.#change(request.scope, (table) => acquireIn(table, request, { holder, now: this.#seconds() }));
  }

  renew(lock: LockRecord, ttlSeconds: number): Promise<LockRecord | undefined> {
    return this.#change(addressOf(lock), (table) => {
      const renewed = renewIn(table, lock, this.#seconds() + ttlSeconds);
      return { ...(renewed && { table: renewed.table }), result: renewed?.lock };
    });
  }

  release(lock: LockRecord): Promise<boolean> {
    return this.#remove(lock);
  }

  evict(lock: LockRecord): Promise<boolean> {
    return this.#remove(lock, lock.beat);
  }

  async list(filter: { readonly stack?: string; readonly environment?: string } = {}): Promise<readonly LockRecord[]> {
    const files = await readdir(this.#folder, { recursive: true, withFileTypes: true }).catch((error: unknown) =>
      isCode(error, 'ENOENT') ? [] : Promise.reject(locksUnreadable(this.#folder, String(error), error)),
    );
    const tables = files
      .filter((file) => file.isFile() && file.name.endsWith('.json'))
      .map((file) => this.#read(join(file.parentPath, file.name)));
    return (await Promise.all(tables))
      .flatMap((table) => table.locks)
      .filter((lock) => {
        const scope = addressOf(lock);
        return (
          (filter.stack ?? scope.stack) === scope.stack &&
          (filter.environment ?? scope.environment) === scope.environment
        );
      });
  }

  #remove(lock: LockRecord, beat?: number): Promise<boolean> {
    return this.#change(addressOf(lock), (table) => {
      const left = removeFrom(table, lock.lockId, beat);
      return { ...(left && { table: left }), result: left !== undefined };
    });
  }

  /** Reads, changes and writes one table while nobody else does. */
  async #change<T>(at: Address, action: (table: LockTable) => Change<T>): Promise<T> {
    const file = join(this.#folder, encodeURIComponent(at.stack), `${encodeURIComponent(at.environment)}.json`);
    const drafts = join(this.#folder, '.drafts');
    try {
      return await withGuard({ folder: join(this.#folder, '.guards'), drafts, name: file }, async () => {
        const before = await this.#read(file);
        const { table, result } = action(before);
        if (table !== undefined && table !== before) await writeTable(file, drafts, table);
        return result;
      });
    } catch (error) {
      throw isPankaError(error) ? error : locksUnwritable(this.#folder, error);
    }
  }

  async #read(file: string): Promise<LockTable> {
    const text = await readIfThere(file).catch((error: unknown) =>
      Promise.reject(locksUnreadable(file, String(error), error)),
    );
    return text === undefined ? EMPTY_TABLE : parseTable(file, text);
  }

  #seconds(): number {
    return Math.floor(this.#now() / 1000);
  }
}

async function writeTable(file: string, folder: string, table: LockTable): Promise<void> {
  const text = `${JSON.stringify({ format: 1, ...table }, null, 2)}\n`;
  const draft = await makeDraft({ folder, text, durable: true });
  await draft.renameTo(file);
}

function parseTable(file: string, text: string): LockTable {
  let parsed: { format?: number; fence?: number; locks?: LockRecord[] };
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw locksUnreadable(file, 'it is not complete JSON', error);
  }
  const { format, fence, locks } = parsed;
  if (format !== 1) throw locksUnreadable(file, `it has format ${String(format)}, this panka reads format 1`);
  if (!Number.isInteger(fence) || !Array.isArray(locks))
    throw locksUnreadable(file, 'its fence or its locks are missing');
  return { fence: fence as number, locks };
}

function addressOf(lock: LockRecord): Address {
  const scope = parseLockKey(lock.lockKey);
  if (scope === undefined) throw locksUnreadable(lock.lockKey, 'a record has a key that is none');
  return scope;
}
