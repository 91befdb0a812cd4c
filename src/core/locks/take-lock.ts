import { isPankaError } from '../diagnostics/panka-error.js';
import { BeatWatch } from './beat-watch.js';
import type { Clock } from './clock.js';
import { lockHeld, type SeenHolder } from './errors.js';
import { type AcquireRequest, type AcquireResult, type LockRecord, type LockStore, lockKey } from './lock-store.js';

/** Whether a holder's process still runs; anything but `gone` counts as alive. */
export type HolderLiveness = (holder: LockRecord) => Promise<string>;

export interface Waiting {
  readonly holders: readonly SeenHolder[];
  readonly waitedMs: number;
}

export interface TakeLockOptions {
  readonly store: LockStore;
  readonly request: AcquireRequest;
  readonly clock: Clock;
  /** Lock timeout. 0: one look; dead and expired holders are taken over even then. */
  readonly waitMs: number;
  /** Called after each look that found the lock held. */
  readonly onWaiting?: (waiting: Waiting) => void;
  readonly processAlive?: HolderLiveness;
  readonly signal?: AbortSignal;
}

export interface TakenLock {
  readonly lock: LockRecord;
  /** Monotonic and wall time from which the lease counts: never later than the store's own. */
  readonly since: { readonly monotonic: number; readonly wall: number };
  /** Whose locks were removed on the way. */
  readonly tookOver: readonly LockRecord[];
}

const LOOK_EVERY_MS = 1000;
const ATTEMPTS = 3;

/** Tries until the lock is ours or the time is over; removes holders that are dead, expired or silent for a whole lease. */
export async function takeLock(options: TakeLockOptions): Promise<TakenLock> {
  const { clock, request, waitMs } = options;
  const watch = new BeatWatch();
  const tookOver: LockRecord[] = [];
  const began = clock.monotonic();
  let repliesLost = 0;
  for (;;) {
    const look = await attempt(options);
    repliesLost += look.repliesLost;
    const taken = await confirm(options, look, repliesLost > 0);
    if (taken !== undefined) return { ...taken, tookOver };
    if (look.result.acquired) continue;
    const found = look.result.holders;
    watch.observe(found, look.since.monotonic, clock.monotonic());
    const evicted = await evictDead(options, found, watch);
    tookOver.push(...evicted);
    if (evicted.length > 0) continue;
    const waitedMs = clock.monotonic() - began;
    const holders = found.map((lock) => seen(lock, watch));
    if (waitedMs >= waitMs) throw lockHeld(lockKey(request.scope), holders, waitedMs >= 1000 ? waitedMs : 0);
    options.onWaiting?.({ holders, waitedMs });
    await clock.sleep(Math.min(LOOK_EVERY_MS, waitMs - waitedMs), options.signal);
  }
}

interface Look {
  readonly result: AcquireResult;
  readonly since: TakenLock['since'];
  /** Requests before this one of which nobody knows whether they were carried out, or will be. */
  readonly repliesLost: number;
}

async function attempt(options: TakeLockOptions): Promise<Look> {
  for (let repliesLost = 0; ; repliesLost += 1) {
    options.signal?.throwIfAborted();
    const since = timesOf(options.clock);
    try {
      return { result: await options.store.acquire(options.request), since, repliesLost };
    } catch (error) {
      if (repliesLost + 1 === ATTEMPTS || isPankaError(error)) throw error;
      await options.clock.sleep(200 * (repliesLost + 1), options.signal);
    }
  }
}

/**
 * The lock when it is ours. After a lost reply it may have been ours for long, and others may have watched its first beat
 * all that time: only a new beat says from when the lease counts.
 */
async function confirm(
  options: TakeLockOptions,
  look: Look,
  isOld: boolean,
): Promise<Omit<TakenLock, 'tookOver'> | undefined> {
  if (!look.result.acquired) return undefined;
  if (!isOld) return { lock: look.result.lock, since: look.since };
  const since = timesOf(options.clock);
  const lock = await options.store.renew(look.result.lock, options.request.ttlSeconds);
  return lock && { lock, since };
}

function timesOf(clock: Clock): TakenLock['since'] {
  return { monotonic: clock.monotonic(), wall: clock.wall() };
}

async function evictDead(
  options: TakeLockOptions,
  holders: readonly LockRecord[],
  watch: BeatWatch,
): Promise<readonly LockRecord[]> {
  const evicted: LockRecord[] = [];
  for (const holder of holders) {
    if ((await mayTakeOver(options, holder, watch)) && (await options.store.evict(holder))) evicted.push(holder);
  }
  return evicted;
}

async function mayTakeOver(options: TakeLockOptions, holder: LockRecord, watch: BeatWatch): Promise<boolean> {
  if (holder.expiresAt * 1000 < options.clock.wall()) return true;
  if ((watch.sameBeatMs(holder) ?? 0) >= holder.leaseSeconds * 1000) return true;
  return (await options.processAlive?.(holder)) === 'gone';
}

function seen(lock: LockRecord, watch: BeatWatch): SeenHolder {
  const sameBeatMs = watch.sameBeatMs(lock);
  const left = lock.leaseSeconds - Math.floor((sameBeatMs ?? 0) / 1000);
  const takeOver = `it can be taken over when it gives no sign of life for another ${left} s`;
  return { lock, takeOver, ...(sameBeatMs !== undefined && { sameBeatMs }) };
}
