import type { DeploymentV3 } from '../engine/deployment-v3.js';
import { faultText, type Inspected, type InspectedObject, ofRole } from './inspect-objects.js';
import { salvageJournals } from './salvage-journals.js';
import type { StateProblem } from './state-problem.js';

export interface JournalFacts {
  readonly inspected: readonly InspectedObject[];
  readonly unit: string;
  /** Updates up to this one are in the checkpoint. */
  readonly applied: number;
  readonly deployment: DeploymentV3 | undefined;
  readonly place: string;
  readonly restorable: readonly number[];
}

/** What is wrong with the journals of a unit, and which runs they were of. */
export function journalProblems(facts: JournalFacts): readonly StateProblem[] {
  const { inspected, unit, applied } = facts;
  const slots = ofRole(inspected, 'journal').filter((one) => one.unit === unit);
  const metas = ofRole(inspected, 'update').filter((one) => one.unit === unit);
  const open = new Set([...slots, ...metas].map(({ update }) => update).filter((update) => update > applied));
  const found = [...open].sort((a, b) => a - b).flatMap((update) => faultsOf(update, slots, metas));
  const faults = found.length > 0 ? found : unreadableEntries(facts);
  const old = [...metas.filter(({ update }) => update <= applied), ...slots.filter((one) => isLeftOver(one, applied))];
  return [
    ...(faults.length > 0 ? [brokenJournal(facts, faults)] : interruptedRuns(facts, { open, metas })),
    ...(old.length > 0 ? [leftOver(facts, old.length)] : []),
  ];
}

/** Whole, and still nothing that can be replayed as it is. */
function unreadableEntries(facts: JournalFacts): readonly string[] {
  const { skipped } = salvageJournals(facts);
  return skipped === 0
    ? []
    : [`${skipped} of its entries are of a kind that this panka does not know, or refer to what was never journalled`];
}

/** Slot by slot: entries without a gap, then nothing but seals. */
function faultsOf(
  update: number,
  allSlots: readonly Inspected<'journal'>[],
  metas: readonly Inspected<'update'>[],
): readonly string[] {
  const meta = metas.find((one) => one.update === update);
  const slots = allSlots.filter((one) => one.update === update).sort((a, b) => a.k - b.k);
  const faults: string[] = [];
  if (meta === undefined) faults.push(`meta.json of update ${update} is missing`);
  if (meta?.fault !== undefined) faults.push(`meta.json of update ${update}: ${reason(meta)}`);
  for (const slot of slots)
    if (slot.fault !== undefined) faults.push(`slot ${slot.k} of update ${update}: ${reason(slot)}`);
  const last = Math.max(
    0,
    ...slots.filter(({ body, fault }) => fault !== undefined || !isSeal(body)).map(({ k }) => k),
  );
  for (let k = 1; k < last; k += 1) {
    const slot = slots.find((one) => one.k === k);
    if (slot === undefined) faults.push(`slot ${k} of update ${update} is missing`);
    else if (isSeal(slot.body)) faults.push(`slot ${k} of update ${update} is a seal, and entries come after it`);
  }
  return faults;
}

function brokenJournal(facts: JournalFacts, faults: readonly string[]): StateProblem {
  const { unit, place, restorable, deployment } = facts;
  const salvaged = salvageJournals(facts);
  const newest = restorable.at(-1);
  const restore =
    newest === undefined ? [] : [`panka state restore --serial ${newest}  # gives up all that the run has done`];
  const pending = salvaged.deployment?.pending_operations?.length ?? 0;
  return {
    ...{ kind: 'journal-broken', severity: 'error', place },
    message: `the journal of an interrupted run is damaged: ${faults.join('; ')}`,
    ...(salvaged.problems.length === 0 && {
      step: { do: 'salvage-journal', unit },
      loses: `what stood in the damaged part: a resource that was made there is not known to the state. ${salvaged.applied} of ${salvaged.applied + salvaged.skipped} readable entries are kept on top of ${deployment?.resources?.length ?? 0} resources, ${pending} steps remain to be settled`,
    }),
    advice: [...restore, 'panka apply --refresh  # after either: settles what is open and compares with the cloud'],
  };
}

function interruptedRuns(
  { place, applied }: JournalFacts,
  { open, metas }: { readonly open: ReadonlySet<number>; readonly metas: readonly Inspected<'update'>[] },
): readonly StateProblem[] {
  return metas
    .filter(({ update }) => open.has(update) && update > applied)
    .map(({ update, body }) => ({
      ...{ kind: 'interrupted' as const, severity: 'info' as const, place },
      message: `update ${update} of run "${String(body?.['run'])}" (begun ${String(body?.['startedAt'])}) was interrupted, or still runs; its journal is whole`,
      advice: ['panka locks list  # whether it still runs', 'panka apply  # finishes it'],
    }));
}

function leftOver({ place, unit, applied }: JournalFacts, count: number): StateProblem {
  return {
    ...{ kind: 'journal-left-over', severity: 'warning', place },
    message: `${count} journal objects of "${unit}" are in the checkpoint already; the run that should have removed them was killed`,
    step: { do: 'remove-journals', unit, upTo: applied },
    advice: [],
  };
}

/** Seals stay for 90 days: a late writer must find its slot taken. */
function isLeftOver({ update, body, fault }: Inspected<'journal'>, applied: number): boolean {
  return update <= applied && (fault !== undefined || !isSeal(body));
}

function isSeal(body: Readonly<Record<string, unknown>> | undefined): boolean {
  return body !== undefined && 'seal' in body;
}

function reason({ fault, place }: InspectedObject): string {
  return fault === undefined ? '' : faultText(fault).replace(`the state at "${place}" `, '');
}
