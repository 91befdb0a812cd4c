import { randomUUID } from 'node:crypto';
import { isPankaError } from '../diagnostics/panka-error.js';
import { stateConflict, stateFenced, stateForeign } from './errors.js';
import { fenceFloor, withFence } from './fences.js';
import type { StackState, StateAddress, StateStore, Version } from './state-store.js';

/** What a run may change in the head; the rest is bookkeeping. */
export type HeadContent = Pick<
  StackState,
  'target' | 'components' | 'units' | 'lastDeployment' | 'lockGranularity' | 'keptKeys' | 'unrecorded'
>;

export interface MoveHeadRequest {
  readonly store: StateStore;
  readonly at: StateAddress;
  /** The unit whose lock is held, `stack` for the whole stack. */
  readonly unit: string;
  readonly fence: number;
  /** Content of the new head from the stored one; called again when another unit has written in between. */
  readonly change: (stored: StackState | undefined) => HeadContent;
  /** The first write of a run: a fence equal to the stored one is another run's. */
  readonly isClaim?: boolean;
  /** Lineage to give a first head; random by default. Another run's head of another lineage is foreign, unless this is a claim. */
  readonly lineage?: string;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface MovedHead {
  readonly state: StackState;
  readonly version: Version;
}

const ATTEMPTS = 50;

/**
 * Writes the next head, again when another unit of the same environment was faster. `StateFenced` when our lock was taken over,
 * `StateConflict` when a unit is further on than we would put it.
 */
export async function moveHead(request: MoveHeadRequest): Promise<MovedHead> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await request.store.readState(request.at);
    const state = nextHead(request, stored.found ? stored.value : undefined);
    try {
      const version = await request.store.writeState(request.at, state, stored.found ? stored.version : undefined);
      return { state, version };
    } catch (error) {
      if (attempt === ATTEMPTS || !isPankaError(error) || error.code !== 'StateConflict') throw error;
    }
  }
}

function nextHead(request: MoveHeadRequest, stored: StackState | undefined): StackState {
  const { at, unit, fence, store } = request;
  const floor = stored === undefined ? 0 : fenceFloor(stored, unit);
  if (floor > fence || (request.isClaim === true && floor === fence))
    throw stateFenced(store.describe(at), { ours: fence, stored: floor });
  if (
    request.isClaim !== true &&
    request.lineage !== undefined &&
    stored !== undefined &&
    stored.lineage !== request.lineage
  )
    throw stateForeign(store.describe(at), `its lineage is "${stored.lineage}", this run's is "${request.lineage}"`);
  const {
    target,
    components,
    units,
    lastDeployment,
    lockGranularity = stored?.lockGranularity,
    keptKeys = stored?.keptKeys,
    unrecorded = stored?.unrecorded,
  } = request.change(stored);
  requireForward(store.describe(at), stored?.units ?? {}, units);
  return {
    format: 1,
    serial: (stored?.serial ?? 0) + 1,
    fence: Math.max(stored?.fence ?? 0, fence),
    lineage: stored?.lineage ?? request.lineage ?? randomUUID(),
    stack: at.stack,
    environment: at.environment,
    target,
    components,
    units,
    ...(lockGranularity !== undefined && { lockGranularity }),
    ...(lastDeployment !== undefined && { lastDeployment }),
    ...(keptKeys !== undefined && { keptKeys }),
    ...(unrecorded !== undefined && { unrecorded }),
    fences: withFence(stored, unit, fence),
    updatedAt: new Date((request.now ?? Date.now)()).toISOString(),
  };
}

/**
 * No unit goes back to an earlier update. Journals up to where the head points are gone, so a head put back would make what a
 * late request leaves there look like a damaged journal. The fence alone does not prevent it: where the lock table is emptied
 * while a run waits for its lock, two runs can have the same.
 */
function requireForward(place: string, stored: StackState['units'], next: StackState['units']): void {
  for (const [unit, { appliedUpdate }] of Object.entries(next)) {
    const there = stored[unit]?.appliedUpdate ?? 0;
    if (there > appliedUpdate)
      throw stateConflict(
        place,
        `its unit "${unit}" is at update ${there} already, and this run was at ${appliedUpdate}`,
      );
  }
}
