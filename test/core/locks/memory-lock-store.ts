import { parseLockKey } from '../../../src/core/locks/lock-scope.js';
import type {
  AcquireRequest,
  AcquireResult,
  LockRecord,
  LockScope,
  LockStore,
} from '../../../src/core/locks/lock-store.js';
import {
  acquireIn,
  EMPTY_TABLE,
  type Holder,
  type LockTable,
  removeFrom,
  renewIn,
} from '../../../src/core/locks/lock-table.js';

/** The lock table that several clients share. */
export class MemoryLocks {
  readonly tables = new Map<string, LockTable>();

  get all(): readonly LockRecord[] {
    return [...this.tables.values()].flatMap((table) => table.locks);
  }

  read(scope: Pick<LockScope, 'stack' | 'environment'>): LockTable {
    return this.tables.get(`${scope.stack}/${scope.environment}`) ?? EMPTY_TABLE;
  }

  write(scope: Pick<LockScope, 'stack' | 'environment'>, table: LockTable): void {
    this.tables.set(`${scope.stack}/${scope.environment}`, table);
  }
}

/** One process's client of it. */
export class MemoryLockStore implements LockStore {
  readonly #locks: MemoryLocks;
  readonly #holder: Holder;
  readonly #now: () => number;

  /** `now`: Unix milliseconds. */
  constructor(locks: MemoryLocks, holder: Holder, now: () => number) {
    this.#locks = locks;
    this.#holder = holder;
    this.#now = now;
  }

  async acquire(request: AcquireRequest): Promise<AcquireResult> {
    const now = Math.floor(this.#now() / 1000);
    const { table, result } = acquireIn(this.#locks.read(request.scope), request, { holder: this.#holder, now });
    this.#locks.write(request.scope, table);
    return result;
  }

  async renew(lock: LockRecord, ttlSeconds: number): Promise<LockRecord | undefined> {
    const scope = parseLockKey(lock.lockKey)!;
    const renewed = renewIn(this.#locks.read(scope), lock, Math.floor(this.#now() / 1000) + ttlSeconds);
    if (renewed !== undefined) this.#locks.write(scope, renewed.table);
    return renewed?.lock;
  }

  async release(lock: LockRecord): Promise<boolean> {
    return this.#remove(lock);
  }

  async evict(lock: LockRecord): Promise<boolean> {
    return this.#remove(lock, lock.beat);
  }

  async list(filter: { readonly stack?: string; readonly environment?: string } = {}): Promise<readonly LockRecord[]> {
    return this.#locks.all.filter((lock) => {
      const scope = parseLockKey(lock.lockKey)!;
      return (
        (filter.stack ?? scope.stack) === scope.stack && (filter.environment ?? scope.environment) === scope.environment
      );
    });
  }

  #remove(lock: LockRecord, beat?: number): boolean {
    const scope = parseLockKey(lock.lockKey)!;
    const left = removeFrom(this.#locks.read(scope), lock.lockId, beat);
    if (left !== undefined) this.#locks.write(scope, left);
    return left !== undefined;
  }
}
