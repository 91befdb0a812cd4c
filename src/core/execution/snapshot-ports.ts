import { systemClock } from '../locks/clock.js';
import type { SnapshotPorts } from './take-snapshot.js';
import type { OpenedUnit } from './unit-work.js';

/** What a run takes snapshots with. */
export function snapshotPorts({ runtime, signal }: OpenedUnit): SnapshotPorts {
  return { aws: runtime.aws, clock: systemClock, backOff: runtime.backOff, signal };
}
