import type { DeploymentRecord, StateAddress, StateStore } from '../state/state-store.js';
import { invalidSerial, serialNotKept } from './errors.js';
import { readWholeState, type WholeState, wholeOfSnapshot } from './whole-state.js';

/** A serial, or the state as it is. */
export type SerialChoice = number | 'current';

/** Throws InvalidSerial. */
export function parseSerial(text: string): SerialChoice {
  if (text === 'current') return text;
  if (!/^[1-9]\d*$/.test(text)) throw invalidSerial(text);
  return Number(text);
}

/** The state of a serial, with the deployment that has led to it where the history has it. */
export interface StateOfSerial {
  readonly serial: number;
  readonly whole: WholeState;
  readonly record?: DeploymentRecord;
}

/** Throws SerialNotKept where neither a state nor a deployment of the serial is kept. */
export async function stateOfSerial(store: StateStore, at: StateAddress, choice: SerialChoice): Promise<StateOfSerial> {
  if (choice === 'current') {
    const whole = await readWholeState(store, at);
    const serial = whole.state?.serial ?? 0;
    return withRecord(serial, whole, serial === 0 ? undefined : await store.history.get(at, serial));
  }
  const [snapshot, record] = await Promise.all([store.snapshots.find(at, choice), store.history.get(at, choice)]);
  if (snapshot !== undefined) return withRecord(choice, wholeOfSnapshot(snapshot), record);
  // The live state is what that serial was, when nothing was written since.
  const now = await readWholeState(store, at);
  if (now.state?.serial === choice) return withRecord(choice, now, record);
  if (record === undefined) throw serialNotKept(choice, await store.snapshots.serials(at));
  return withRecord(choice, { state: undefined, units: [], interrupted: [], missing: ['stack'] }, record);
}

function withRecord(serial: number, whole: WholeState, record: DeploymentRecord | undefined): StateOfSerial {
  return { serial, whole, ...(record !== undefined && { record }) };
}
