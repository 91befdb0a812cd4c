import { runMark } from '../execution/run-mark.js';
import type { Lease } from '../locks/lease.js';
import { readMark } from '../state/checkpoint-mark.js';
import { stateConflict } from '../state/errors.js';
import { STACK_UNIT, withFence } from '../state/fences.js';
import { wrapObject } from '../state/object-envelope.js';
import { addressKey, checkpointKey, stateKey } from '../state/object-keys.js';
import type { StackState } from '../state/state-store.js';
import { nothingDeployed } from './errors.js';
import type { Diagnosis } from './find-problems.js';
import { inspectObjects, ofRole } from './inspect-objects.js';
import { setAsideFolder } from './object-roles.js';
import { publishState } from './publish-state.js';
import { recordChange } from './record-change.js';
import { salvageJournals } from './salvage-journals.js';
import type { StateChangeRequest } from './state-change.js';
import type { RepairStep } from './state-problem.js';
import { takeOverUnits } from './take-over-units.js';
import { unverified } from './unverified.js';

/** Where an object was, and where its text is now. */
export interface SetAside {
  readonly from: string;
  readonly to: string;
}

/** Does the steps of one repair. Nothing is overwritten or removed whose text was not kept before. */
export class RepairSteps {
  readonly setAside: SetAside[] = [];
  private readonly startedAt = Date.now();

  constructor(
    private readonly request: StateChangeRequest,
    private readonly lease: Lease,
    private readonly diagnosis: Diagnosis,
  ) {}

  async perform(step: RepairStep): Promise<void> {
    this.lease.assertHeld();
    switch (step.do) {
      case 'put-back-head':
        return this.putBackHead();
      case 'put-back-checkpoint':
        return this.putBackCheckpoint(step);
      case 'salvage-journal':
        return this.salvage(step.unit);
      case 'remove-journals':
        return this.removeJournals(step);
      case 'set-aside':
        return this.moveAside(step.key);
    }
  }

  /** As a new serial, above all that are known; nobody knows whether it is the newest, so nothing counts as verified. */
  private async putBackHead(): Promise<void> {
    const { ports, at } = this.request;
    const known = this.diagnosis.head?.state;
    if (known === undefined) throw nothingDeployed(ports.state.describe(at));
    const serial = Math.max(known.serial, ...this.serials()) + 1;
    const mark = { ...runMark(ports.run, this.startedAt, 'succeeded'), serial };
    const state: StackState = {
      ...known,
      serial,
      fence: this.lease.fence,
      fences: withFence(known, STACK_UNIT, this.lease.fence),
      components: unverified(known.components),
      lastDeployment: ports.run.id,
      unrecorded: [...(known.unrecorded ?? []), mark],
      updatedAt: new Date().toISOString(),
    };
    await this.replace(stateKey(at), wrapObject({ object: 'state', at }, state, true));
    await ports.state.snapshots.keep(at, state, []);
    await recordChange(this.request, state, this.startedAt);
  }

  private async putBackCheckpoint({ unit, from }: RepairStep & { do: 'put-back-checkpoint' }): Promise<void> {
    const { ports, at } = this.request;
    const { objects } = ports.state;
    const text =
      from.version === undefined
        ? (await objects.read(from.key))?.text
        : await objects.readVersion?.(from.key, from.version);
    if (text === undefined) throw stateConflict(objects.describe(from.key), 'it was removed meanwhile');
    await this.replace(checkpointKey(at, unit), text);
  }

  /** Looks at the objects again: the steps before may have put back the checkpoint that the journals build on. */
  private async salvage(unit: string): Promise<void> {
    const { ports, at } = this.request;
    const { objects } = ports.state;
    const inspected = await inspectObjects(objects, at, { deep: false });
    const read = await ports.state.readState(at);
    if (!read.found) throw nothingDeployed(ports.state.describe(at));
    const faulty = [...ofRole(inspected, 'journal'), ...ofRole(inspected, 'update')];
    for (const one of faulty) if (one.unit === unit && one.fault !== undefined) await this.copyAside(one.key);
    const taken = await takeOverUnits({
      ...{ store: ports.state, at, state: read.value, lease: this.lease, run: ports.run.id },
    });
    const own = taken.find((one) => one.unit === unit);
    if (own === undefined) return;
    const checkpoint = await ports.state.units.readCheckpoint(at, unit);
    const deployment = checkpoint.found ? checkpoint.value : undefined;
    const applied = (deployment && readMark(deployment)?.appliedUpdate) ?? read.value.units[unit]?.appliedUpdate ?? 0;
    const salvaged = salvageJournals({ inspected, unit, applied, deployment }).deployment;
    if (salvaged === undefined) return;
    const state = await publishState({
      ...{ ports, at, lease: this.lease, startedAt: this.startedAt, head: read.value },
      units: [{ taken: own, deployment: salvaged }],
      change: (stored) => ({
        target: stored.target,
        components: unverified(stored.components),
        lastDeployment: ports.run.id,
      }),
    });
    await recordChange(this.request, state, this.startedAt);
  }

  private async removeJournals({ unit, upTo }: RepairStep & { do: 'remove-journals' }): Promise<void> {
    const { ports, at } = this.request;
    for (const one of ofRole(this.diagnosis.inspected, 'journal'))
      if (one.unit === unit && one.update <= upTo && one.fault !== undefined) await this.moveAside(one.key);
    await ports.state.units.prune(at, unit, upTo);
  }

  private async moveAside(key: string): Promise<void> {
    await this.copyAside(key);
    await this.request.ports.state.objects.remove([key]);
  }

  /** Only over what was looked at: another's write in between is `StateConflict`. */
  private async replace(key: string, text: string): Promise<void> {
    const { objects } = this.request.ports.state;
    const version = await this.copyAside(key);
    const done = await objects.write({ key, text, expected: version, durable: true, keepPrevious: false });
    if (done === undefined) throw stateConflict(objects.describe(key), 'it was written at the same moment');
  }

  /** Returns the version of what was copied; undefined where there was nothing. */
  private async copyAside(key: string): Promise<string | undefined> {
    const { ports, at } = this.request;
    const { objects } = ports.state;
    const stored = await objects.read(key);
    if (stored === undefined) return undefined;
    const to = `${setAsideFolder(at)}/${ports.run.id}/${key.slice(addressKey(at).length + 1)}`;
    const written = await objects.write({ key: to, text: stored.text, expected: undefined, durable: true });
    if (written === undefined && (await objects.read(to))?.text !== stored.text)
      throw stateConflict(objects.describe(to), 'another object was set aside there');
    this.setAside.push({ from: objects.describe(key), to: objects.describe(to) });
    return stored.version;
  }

  private serials(): readonly number[] {
    const { inspected } = this.diagnosis;
    const all = [
      ...ofRole(inspected, 'record'),
      ...ofRole(inspected, 'kept-head'),
      ...ofRole(inspected, 'kept-checkpoint'),
    ];
    return [0, ...all.map(({ serial }) => serial)];
  }
}
