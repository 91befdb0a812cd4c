import type { LockRecord } from './lock-store.js';

interface Sighting {
  readonly beat: number;
  /** When the reply that showed this beat first had arrived. */
  readonly since: number;
  /** When the request that showed it last was sent. */
  readonly until: number;
}

/**
 * How long each holder has shown the same beat, on our own monotonic clock alone. Counted from the *end* of the first look to
 * the *start* of the last one, so that a late reply never makes a beat look older than it is.
 */
export class BeatWatch {
  #sightings = new Map<string, Sighting>();

  /** `asked` and `answered`: monotonic milliseconds around the request that returned these holders. */
  observe(holders: readonly LockRecord[], asked: number, answered: number): void {
    const next = new Map<string, Sighting>();
    for (const { lockId, beat } of holders) {
      const before = this.#sightings.get(lockId);
      const since = before?.beat === beat ? before.since : answered;
      next.set(lockId, { beat, since, until: asked });
    }
    this.#sightings = next;
  }

  /** Milliseconds; undefined when it was seen only once. */
  sameBeatMs(lock: LockRecord): number | undefined {
    const sighting = this.#sightings.get(lock.lockId);
    if (sighting === undefined || sighting.until <= sighting.since) return undefined;
    return sighting.until - sighting.since;
  }
}
