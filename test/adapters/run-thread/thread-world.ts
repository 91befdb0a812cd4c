import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStores, type StoresRequest } from '../../../src/adapters/configured-stores/open-stores.js';
import { RunThread } from '../../../src/adapters/run-thread/run-thread.js';
import { threadKeeper } from '../../../src/adapters/run-thread/thread-keeper.js';
import { acquireLease, type Lease } from '../../../src/core/locks/lease.js';
import type { LockRecord } from '../../../src/core/locks/lock-store.js';
import { settingsOf } from '../../core/secrets/secrets-world.js';
import { AT, metaOf, UNIT } from '../../core/state/state-samples.js';

export const LEASE_SECONDS = 4;

/** A project with its stores on this machine, whose runs keep lease and journal in a thread. */
export class ThreadWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'panka-thread-'));
  readonly request: StoresRequest = {
    settings: settingsOf({ 'locks.lease': `${LEASE_SECONDS}s` }),
    version: '0.0.0-test',
    folders: { state: join(this.folder, 'state'), locks: join(this.folder, 'locks') },
    home: join(this.folder, 'home'),
  };
  readonly #threads: RunThread[] = [];
  readonly #leases: Lease[] = [];

  thread(): RunThread {
    const thread = new RunThread();
    this.#threads.push(thread);
    return thread;
  }

  stores() {
    return openStores(this.request);
  }

  /** As `apply` begins: the lock, then the journal of the first update. */
  async begin(thread: RunThread, update = 1) {
    const keeper = threadKeeper(thread, this.request);
    const { locks: store } = await this.stores();
    const lease = await acquireLease({
      store,
      keep: await keeper.start(),
      request: {
        ...{ scope: AT, lockId: crypto.randomUUID(), lockedBy: 'anna', command: 'panka apply' },
        ...{ leaseSeconds: 60, ttlSeconds: 3600, fenceAbove: 0, metadata: { deployment_id: 'd-1' } },
      },
    });
    this.#leases.push(lease);
    const meta = metaOf(update, { fence: lease.fence });
    const journal = await keeper.beginJournal({ at: AT, unit: UNIT, meta, lease });
    return { lease, journal };
  }

  /** Without giving other work of this thread a chance. */
  lockNow(): LockRecord | undefined {
    const table = JSON.parse(
      readFileSync(join(this.request.folders.locks, AT.stack, `${AT.environment}.json`), 'utf8'),
    );
    return (table as { readonly locks: readonly LockRecord[] }).locks[0];
  }

  /** Without giving other work of this thread a chance. */
  journalNow(): readonly string[] {
    const folder = join(this.request.folders.state, 'stacks', AT.stack, AT.environment, 'pulumi', UNIT, 'updates');
    return readdirSync(folder, { recursive: true })
      .map(String)
      .filter((name) => name.includes('journal/'));
  }

  async close(): Promise<void> {
    await Promise.all(this.#leases.map((lease) => lease.release().catch(() => undefined)));
    await Promise.all(this.#threads.map((thread) => thread.close()));
    rmSync(this.folder, { recursive: true });
  }
}

/** Keeps this thread, and everything that waits for it, from going on until it is true. False after so many milliseconds. */
export function blockUntil(isTrue: () => boolean, limitMs: number): boolean {
  for (const end = Date.now() + limitMs; Date.now() < end; ) {
    if (isTrue()) return true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
  return isTrue();
}
