import { deploymentProblems } from '../engine/deployment-integrity.js';
import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { JOURNAL_KIND, type JournalEntry } from '../engine/journal-entry.js';
import { dropVanishedReferences } from '../engine/rebuild-references.js';
import { JournalReplay } from '../engine/replay.js';
import { type InspectedObject, ofRole } from './inspect-objects.js';

export interface SalvageFacts {
  readonly inspected: readonly InspectedObject[];
  readonly unit: string;
  readonly applied: number;
  /** The checkpoint; undefined where there is none yet. */
  readonly deployment: DeploymentV3 | undefined;
}

export interface Salvaged {
  readonly deployment: DeploymentV3 | undefined;
  /** Entries that were counted in. */
  readonly applied: number;
  /** Readable entries that build on what is lost. */
  readonly skipped: number;
  /** Why the result cannot be used; empty: it can. */
  readonly problems: readonly string[];
}

/**
 * The checkpoint and every journal entry that can still be read and stands on its own. A step whose end is lost stays pending,
 * and is settled with the cloud by the next run; one of which beginning and end are lost is not known any more.
 */
export function salvageJournals({ inspected, unit, applied, deployment }: SalvageFacts): Salvaged {
  const slots = ofRole(inspected, 'journal').filter((one) => one.unit === unit && one.update > applied);
  const updates = [...new Set(slots.map(({ update }) => update))].sort((a, b) => a - b);
  let base = deployment;
  let [kept, skipped] = [0, 0];
  for (const update of updates) {
    const own = slots.filter((one) => one.update === update).sort((a, b) => a.k - b.k);
    const entries = own.flatMap(({ body }) => (body?.['entries'] as readonly JournalEntry[] | undefined) ?? []);
    const distinct = withoutRepetitions(entries);
    const usable = usableEntries(distinct);
    kept += usable.length;
    skipped += distinct.length - usable.length;
    base = replay(base, usable);
  }
  const whole = base && {
    ...base,
    resources: dropVanishedReferences(base.resources ?? [], deployment?.resources ?? []),
  };
  return { deployment: whole, applied: kept, skipped, problems: whole === undefined ? [] : deploymentProblems(whole) };
}

/** In order; an entry may be written twice. */
function withoutRepetitions(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const bySequence = new Map(entries.map((entry) => [entry.sequenceID, entry]));
  return [...bySequence.values()].sort((a, b) => a.sequenceID - b.sequenceID);
}

/** Without those of an unknown kind, and those that refer to an operation of which the entry is lost. */
function usableEntries(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const known = new Set<number>(Object.values(JOURNAL_KIND));
  const made = new Set<number>();
  return entries.filter((entry) => {
    if (!known.has(entry.kind)) return false;
    const { removeNew, deleteNew, pendingReplacementNew } = entry;
    const needs = [removeNew, deleteNew, pendingReplacementNew].filter((id) => id !== null && id !== undefined);
    if (!needs.every((id) => made.has(id))) return false;
    if (entry.kind === JOURNAL_KIND.success && entry.state !== undefined) made.add(entry.operationID);
    return true;
  });
}

function replay(base: DeploymentV3 | undefined, entries: readonly JournalEntry[]): DeploymentV3 {
  const replayed = new JournalReplay(base);
  for (const entry of entries) replayed.add(entry);
  return replayed.deployment({ time: new Date().toISOString() });
}
