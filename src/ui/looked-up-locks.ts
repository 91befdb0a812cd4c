import type { ProjectSession } from '../composition.js';
import { LOCK_TTL_SECONDS } from '../core/execution/under-lock.js';
import { type LockStatus, lockStatus } from '../core/locks/lock-status.js';

/** All locks of the table, of every stack and level, with what is known of their holders. */
export async function lookUpLocks(session: ProjectSession): Promise<readonly LockStatus[]> {
  const [{ locks }, { processLiveness }] = await Promise.all([
    session.stores(),
    import('../adapters/local-locks/process-identity.js'),
  ]);
  const now = Date.now() / 1000;
  const found = await Promise.all(
    (await locks.list()).map(async (lock) =>
      lockStatus(lock, { holder: await processLiveness(lock), now, ttlSeconds: LOCK_TTL_SECONDS }),
    ),
  );
  return found.sort((a, b) => (a.lockKey < b.lockKey ? -1 : 1));
}
