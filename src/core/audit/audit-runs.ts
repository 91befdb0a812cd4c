import type { AuditActor, AuditEntry, AuditLock } from './audit-entry.js';

/** One command on one unit, from its entries. */
export interface AuditedRun {
  readonly run: string;
  readonly unit: string;
  readonly command: string;
  readonly arguments: readonly string[];
  readonly actor?: AuditActor;
  readonly startedAt: string;
  readonly endedAt?: string;
  readonly durationMs?: number;
  /** `running` while its lock is held; `unknown` for one that was killed before it could say. */
  readonly outcome: string;
  readonly errorCode?: string;
  readonly serialBefore?: number;
  readonly serialAfter?: number;
  readonly target?: string;
  readonly lock?: AuditLock;
}

export interface RunQuery {
  /** Unix milliseconds. */
  readonly since?: number;
  /** `apply`, `panka apply`, `state restore`. */
  readonly command?: string;
  /** Ids of the locks that are held now. */
  readonly heldLocks: ReadonlySet<string>;
}

/** Starts and ends put together, newest first. */
export function auditedRuns(entries: readonly AuditEntry[], query: RunQuery): AuditedRun[] {
  const runs = new Map<string, AuditedRun>();
  for (const entry of entries) {
    const key = `${entry.run} ${entry.unit}`;
    const known = runs.get(key);
    runs.set(key, { ...known, ...factsOf(entry, known, query.heldLocks) } as AuditedRun);
  }
  return [...runs.values()]
    .filter((run) => query.since === undefined || Date.parse(run.startedAt) >= query.since)
    .filter((run) => query.command === undefined || isCommand(run.command, query.command))
    .sort((a, b) => (a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0));
}

function factsOf(
  entry: AuditEntry,
  known: AuditedRun | undefined,
  heldLocks: ReadonlySet<string>,
): Partial<AuditedRun> {
  const { run, unit, command } = entry;
  if (entry.event === 'started') {
    const { actor, lock, target, serial } = entry;
    const outcome = known?.outcome ?? (lock !== undefined && heldLocks.has(lock.id) ? 'running' : 'unknown');
    return {
      ...{ run, unit, command, arguments: entry.arguments, actor, startedAt: entry.at, outcome },
      ...(lock === undefined ? {} : { lock }),
      ...(target === undefined ? {} : { target }),
      ...(serial === undefined ? {} : { serialBefore: serial }),
    };
  }
  const { outcome, errorCode, durationMs, serial } = entry;
  return {
    // An end whose start cannot be read any more.
    ...(known === undefined ? { run, unit, command, arguments: [], startedAt: entry.at } : {}),
    ...{ outcome, durationMs, endedAt: entry.at },
    ...(errorCode === undefined ? {} : { errorCode }),
    ...(serial === undefined ? {} : { serialAfter: serial }),
  };
}

function isCommand(command: string, wanted: string): boolean {
  const bare = (text: string) => text.replace(/^panka /, '');
  return bare(command) === bare(wanted) || bare(command).startsWith(`${bare(wanted)} `);
}
