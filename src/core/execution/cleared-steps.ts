import type { ResourceEvent, ResourceOp } from '../engine/deployment-engine.js';
import { isComponentResource } from '../plan/build-plan.js';
import type { Plan, ResourceChange } from '../plan/plan.js';

/** What a plan lets be done to a resource, by URN. Plain data, so that another thread can look at it. */
export type ClearedSteps = ReadonlyMap<string, readonly ResourceOp[]>;

const REPLACEMENT_STEPS: readonly ResourceOp[] = [
  ...(['replace', 'create-replacement', 'delete-replaced'] as const),
  ...(['create', 'delete', 'update'] as const),
];
const DELETIONS: readonly ResourceOp[] = ['delete', 'delete-replaced'];
/** They change nothing. */
const HARMLESS: readonly ResourceOp[] = ['same', 'read', 'refresh'];

export function clearedSteps(plan: Plan): ClearedSteps {
  const changes = plan.changes.flatMap(({ resources }) => resources);
  return new Map(changes.map((change) => [change.urn, stepsOf(change)]));
}

/** The same without deletions, before which there may be something to keep. */
export function withoutDeletions(cleared: ClearedSteps): ClearedSteps {
  return new Map([...cleared].map(([urn, ops]) => [urn, ops.filter((op) => !DELETIONS.includes(op))]));
}

/** The same without steps before which a snapshot is taken or something is tried. */
export function withoutAwaited(cleared: ClearedSteps, plan: Plan): ClearedSteps {
  const awaited = new Set(
    plan.changes.flatMap(({ resources }) =>
      resources.filter((one) => one.snapshot === true || one.first !== undefined).map(({ urn }) => urn),
    ),
  );
  return new Map([...cleared].map(([urn, ops]) => [urn, awaited.has(urn) ? [] : ops]));
}

export function isCleared(
  cleared: ClearedSteps,
  { urn, op, type }: Pick<ResourceEvent, 'urn' | 'op' | 'type'>,
): boolean {
  return isComponentResource(type) || HARMLESS.includes(op) || cleared.get(urn)?.includes(op) === true;
}

/** A replacement has several steps; and an unknown that turns out to be what it was makes it an update. */
function stepsOf({ op, changes }: ResourceChange): readonly ResourceOp[] {
  if (op === 'replace') return REPLACEMENT_STEPS;
  return op === 'import' && changes.length > 0 ? [op, 'update'] : [op];
}
