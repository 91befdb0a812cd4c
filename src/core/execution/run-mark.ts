import type { RunMark } from '../state/state-store.js';
import type { RunIdentity } from './ports.js';

/** Who ran what, from when to now, and how it ended. `startedAt` in Unix milliseconds. */
export function runMark(run: RunIdentity, startedAt: number, status: RunMark['status']): Omit<RunMark, 'serial'> {
  const { id, command, by, host, gitCommit, ciRunId } = run;
  const now = Date.now();
  return {
    ...{ id, command, by, host, status, resources: {} },
    startedAt: new Date(startedAt).toISOString(),
    endedAt: new Date(now).toISOString(),
    durationMs: now - startedAt,
    ...(gitCommit !== undefined && { gitCommit }),
    ...(ciRunId !== undefined && { ciRunId }),
  };
}
