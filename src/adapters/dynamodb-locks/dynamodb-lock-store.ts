import { setTimeout as sleep } from 'node:timers/promises';
import { parseLockKey, scopesExclude } from '../../core/locks/lock-scope.js';
import {
  type AcquireRequest,
  type AcquireResult,
  type LockRecord,
  type LockStore,
  lockKey,
} from '../../core/locks/lock-store.js';
import { acquireIn } from '../../core/locks/lock-table.js';
import { ownIdentity, type ProcessIdentity } from '../local-locks/process-identity.js';
import { tableUnwritable } from './errors.js';
import { indexKey } from './lock-index.js';
import { LockItems, type LockItemsOptions } from './lock-items.js';

export interface DynamoDBLockStoreOptions extends LockItemsOptions {
  /** Unix milliseconds. */
  readonly now?: () => number;
  /** The holder's process; this one by default. */
  readonly identity?: ProcessIdentity;
  /** Waits so many milliseconds before an acquisition that met another one is tried again. */
  readonly pause?: (ms: number) => Promise<void>;
}

/** As many as may meet in one table; each round one of them gets on. */
const ROUNDS = 50;
const PAUSE_MS = 20;
const LOST_REPLIES = 2;

/**
 * Locks as items of a DynamoDB table. An acquisition looks at the index of its stack and environment and at the locks that
 * it names, and writes lock and index in one transaction on condition that the index is still the same. A lock is held while
 * its item is there: releasing and evicting delete it, and the next acquisition tidies the index.
 */
export class DynamoDBLockStore implements LockStore {
  readonly #items: LockItems;
  readonly #options: DynamoDBLockStoreOptions;
  readonly #identity: Promise<ProcessIdentity>;

  constructor(options: DynamoDBLockStoreOptions) {
    this.#items = new LockItems(options);
    this.#options = options;
    this.#identity = options.identity === undefined ? ownIdentity() : Promise.resolve(options.identity);
  }

  async acquire(request: AcquireRequest): Promise<AcquireResult> {
    const unanswered: unknown[] = [];
    try {
      return await this.#acquire(request, unanswered);
    } catch (error) {
      // What may have been taken is given back, as far as that goes; else its lease runs out.
      const own = { lockKey: lockKey(request.scope), lockId: request.lockId };
      if (unanswered.length > 0) await this.#items.remove(own).catch(() => false);
      throw error;
    }
  }

  renew(lock: LockRecord, ttlSeconds: number): Promise<LockRecord | undefined> {
    return this.#items.renew(matchOf(lock), this.#seconds() + ttlSeconds);
  }

  release(lock: LockRecord): Promise<boolean> {
    return this.#items.remove(matchOf(lock));
  }

  evict(lock: LockRecord): Promise<boolean> {
    return this.#items.remove({ ...matchOf(lock), beat: lock.beat });
  }

  async list(filter: { readonly stack?: string; readonly environment?: string } = {}): Promise<readonly LockRecord[]> {
    const { stack, environment } = filter;
    const prefix = stack === undefined ? 'stack:' : `stack:${stack}:env:${environment ?? ''}`;
    return (await this.#items.scan(prefix)).filter((lock) => {
      const scope = parseLockKey(lock.lockKey);
      return (stack ?? scope?.stack) === scope?.stack && (environment ?? scope?.environment) === scope?.environment;
    });
  }

  /** `unanswered`: failures of writes that may have been carried out; then the next look finds our own id. */
  async #acquire(request: AcquireRequest, unanswered: unknown[]): Promise<AcquireResult> {
    const holder = await this.#identity;
    const key = indexKey(request.scope);
    for (let round = 1; round <= ROUNDS; round += 1) {
      const index = await this.#items.readIndex(key);
      const locks = await this.#locks(request, index.lastTake === undefined ? undefined : index.keys);
      const fence = Math.max(index.fence, ...locks.map((lock) => lock.fence));
      const { table, result } = acquireIn({ fence, locks }, request, { holder, now: this.#seconds() });
      if (!result.acquired || locks.includes(result.lock)) return result;
      const keys = table.locks.map((lock) => lock.lockKey);
      try {
        const next = { key, before: index.lastTake, fence: table.fence, keys };
        if (await this.#items.take(result.lock, next)) return result;
      } catch (error) {
        if (unanswered.push(error) === LOST_REPLIES) throw error;
      }
      await (this.#options.pause ?? sleep)(PAUSE_MS * Math.random() * Math.min(round, 10));
    }
    const place = { table: this.#options.table, action: 'dynamodb:TransactWriteItems', key };
    throw tableUnwritable(place, Object.assign(new Error('too many runs ask at once'), { name: 'Contention' }));
  }

  /**
   * The locks of the index that are still there. Without an index (it was never made, or was deleted) the whole table is
   * looked at, once: what it held must not be forgotten.
   */
  async #locks({ scope }: AcquireRequest, keys: readonly string[] | undefined): Promise<readonly LockRecord[]> {
    if (keys !== undefined) return this.#items.read([...new Set([...keys, lockKey(scope)])]);
    const { stack, environment } = scope;
    const all = await this.#items.scan(lockKey({ stack, environment }));
    return all.filter((lock) => scopesExclude(parseLockKey(lock.lockKey) ?? scope, { stack, environment }));
  }

  #seconds(): number {
    return Math.floor((this.#options.now ?? Date.now)() / 1000);
  }
}

function matchOf({ lockKey: key, lockId }: LockRecord): { lockKey: string; lockId: string } {
  return { lockKey: key, lockId };
}
