import type { DeploymentV3 } from '../engine/deployment-v3.js';
import type { TargetIdentity } from '../execution/ports.js';
import { readMark } from '../state/checkpoint-mark.js';
import { isDamage } from '../state/damage.js';
import { type ObjectIdentity, unwrapObject } from '../state/object-envelope.js';
import { checkpointKey, secretsKey, snapshotCheckpointKey, stateKey } from '../state/object-keys.js';
import { digestOf } from '../state/object-snapshot-store.js';
import type { StackState, StateAddress, StateStore, UnitPointer } from '../state/state-store.js';
import { headProblems } from './head-problems.js';
import { faultText, type InspectedObject, type InspectOptions, inspectObjects, ofRole } from './inspect-objects.js';
import { type KnownHead, knownHead } from './known-head.js';
import { secretsProblems } from './secrets-problems.js';
import type { CopySource, StateProblem } from './state-problem.js';
import { unitProblems } from './unit-problems.js';

/** A state with everything that is wrong about it. */
export interface Diagnosis {
  readonly inspected: readonly InspectedObject[];
  readonly head: KnownHead | undefined;
  readonly problems: readonly StateProblem[];
}

export interface DiagnoseRequest extends InspectOptions {
  readonly store: StateStore;
  readonly at: StateAddress;
  /** For a head that has to be made anew. */
  readonly target: TargetIdentity;
}

/** Looks at every object and at how they fit together. Writes nothing. */
export async function diagnose(request: DiagnoseRequest): Promise<Diagnosis> {
  const { store, at, target } = request;
  const inspected = await inspectObjects(store.objects, at, request);
  const head = knownHead(inspected, at, target);
  const restorable = await restorableSerials(store, at, inspected);
  const problems = [...headProblems(inspected, head, store.objects.describe(stateKey(at)))];
  for (const unit of unitsIn(inspected, head?.state)) {
    const exact = await exactCheckpoint(request, { inspected, unit, head: head?.state });
    const place = store.objects.describe(checkpointKey(at, unit));
    problems.push(...unitProblems({ inspected, unit, head: head?.state, exact, restorable, place }));
  }
  problems.push(...secretsProblems(inspected, store.objects.describe(secretsKey(at))));
  return { inspected, head, problems: [...problems, ...otherProblems(inspected)] };
}

function unitsIn(inspected: readonly InspectedObject[], head: StackState | undefined): readonly string[] {
  const stored = [...ofRole(inspected, 'checkpoint'), ...ofRole(inspected, 'update'), ...ofRole(inspected, 'journal')];
  return [...new Set([...Object.keys(head?.units ?? {}), ...stored.map(({ unit }) => unit)])].sort();
}

/** Serials of which head and resources are kept, as far as a listing tells; the newest five are enough to advise. */
async function restorableSerials(
  store: StateStore,
  at: StateAddress,
  inspected: readonly InspectedObject[],
): Promise<readonly number[]> {
  const kept = ofRole(inspected, 'kept-head').filter(({ body }) => body !== undefined);
  const newest = kept
    .map(({ serial }) => serial)
    .sort((a, b) => b - a)
    .slice(0, 5);
  const whole = await Promise.all(
    newest.map(async (serial) => ((await isWhole(store, at, serial)) ? serial : undefined)),
  );
  return whole.filter((serial) => serial !== undefined).sort((a, b) => a - b);
}

async function isWhole(store: StateStore, at: StateAddress, serial: number): Promise<boolean> {
  try {
    const snapshot = await store.snapshots.find(at, serial);
    return snapshot !== undefined && snapshot.missing.length === 0;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** Versions of a damaged checkpoint that are looked into. */
const VERSIONS_READ = 20;

/** Whether the stored checkpoint is neither what the head names nor ahead of it, as a killed run leaves it. */
function needsCopy(inspected: readonly InspectedObject[], unit: string, pointer: UnitPointer): boolean {
  const [stored] = ofRole(inspected, 'checkpoint').filter((one) => one.unit === unit);
  const deployment = stored?.body?.['deployment'] as DeploymentV3 | undefined;
  if (deployment === undefined) return true;
  const applied = readMark(deployment)?.appliedUpdate ?? 0;
  return applied <= pointer.appliedUpdate && digestOf(deployment) !== pointer.checkpoint;
}

/** The very checkpoint that the head names: among those that were kept, else among older versions that the store keeps. */
async function exactCheckpoint(
  { store, at }: DiagnoseRequest,
  { inspected, unit, head }: { inspected: readonly InspectedObject[]; unit: string; head: StackState | undefined },
): Promise<CopySource | undefined> {
  const { objects } = store;
  const pointer = head?.units[unit];
  const wanted = pointer?.checkpoint;
  const serials = ofRole(inspected, 'kept-checkpoint').filter((one) => one.unit === unit);
  if (pointer === undefined || wanted === undefined || !needsCopy(inspected, unit, pointer)) return undefined;
  const identity = { object: 'checkpoint', at, unit } as const;
  for (const { serial } of serials.sort((a, b) => b.serial - a.serial).slice(0, 3)) {
    const key = snapshotCheckpointKey(at, serial, unit);
    const text = (await objects.read(key))?.text;
    if (text !== undefined && digestIn(text, identity) === wanted) return { key };
  }
  const key = checkpointKey(at, unit);
  for (const { id, isCurrent } of (await objects.versions?.(key))?.slice(0, VERSIONS_READ) ?? []) {
    const text = isCurrent ? undefined : await objects.readVersion?.(key, id);
    if (text !== undefined && digestIn(text, identity) === wanted) return { key, version: id };
  }
  return undefined;
}

function digestIn(text: string, identity: ObjectIdentity): string | undefined {
  try {
    return digestOf(unwrapObject(text, identity, { place: '' })['deployment'] as DeploymentV3);
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

function otherProblems(inspected: readonly InspectedObject[]): readonly StateProblem[] {
  return inspected.flatMap((one): StateProblem[] => {
    const { role, place, key, fault } = one;
    if (role === 'unknown')
      return [
        {
          ...{ kind: 'unknown-object', severity: 'info', place },
          ...{ message: 'this is not part of the layout; panka neither reads nor removes it', advice: [] },
        },
      ];
    if (fault === undefined) return [];
    if (role === 'audit')
      return [
        {
          ...{ kind: 'audit-damaged', severity: 'warning', place, message: faultText(fault) },
          advice: ['the audit trail is never changed: compare with older versions in the bucket'],
        },
      ];
    if (role !== 'record' && role !== 'kept-head' && role !== 'kept-checkpoint') return [];
    return [
      {
        ...{ kind: 'history-damaged', severity: 'warning', place, message: faultText(fault) },
        ...{ step: { do: 'set-aside', key }, advice: [] },
      },
    ];
  });
}
