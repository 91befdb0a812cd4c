import { checkpointKey, journalKey, snapshotStateKey, stateKey } from '../../../../src/core/state/object-keys.js';
import type { StackState } from '../../../../src/core/state/state-store.js';
import { forgetResources } from '../../../../src/core/state-admin/forget-resources.js';
import { pushState } from '../../../../src/core/state-admin/push-state.js';
import { repairState } from '../../../../src/core/state-admin/repair-state.js';
import { restoreState } from '../../../../src/core/state-admin/restore-state.js';
import type { StateChanged, StateChangeRequest } from '../../../../src/core/state-admin/state-change.js';
import { parseStateFile, stateFile } from '../../../../src/core/state-admin/state-file.js';
import { readWholeState } from '../../../../src/core/state-admin/whole-state.js';
import type { MemoryObjects } from '../../state/memory-objects.js';
import { AT, creation, metaOf } from '../../state/state-samples.js';
import { DeployedStack } from '../deployed-stack.js';

/** A command that changes a state by hand, and the state that it finds. */
export interface StateCommand {
  readonly name: string;
  readonly prepare: (objects: MemoryObjects) => Promise<void>;
  /** What it is given besides, from what was prepared: the file of a push. */
  readonly given?: (objects: MemoryObjects) => Promise<string>;
  readonly run: (request: StateChangeRequest, given: string) => Promise<StateChanged>;
  /**
   * Codes that it answers with when it is repeated and its resources are as they should be, also where only the journal says so:
   * then the next deployment, or any other of these commands, takes that up.
   */
  readonly doneAlready?: readonly string[];
}

const ONE = { 'api/first': { visibilityTimeout: 30 }, 'api/second': { visibilityTimeout: 30 } };
const TWO = { 'api/first': { visibilityTimeout: 60 } };
const HEAD = stateKey(AT);
const CHECKPOINT = checkpointKey(AT, 'stack');
const approve = async () => true;
const repair = (request: StateChangeRequest) => repairState({ ...request, deep: false, acceptLoss: true, approve });

async function deployed(objects: MemoryObjects): Promise<DeployedStack> {
  const stack = new DeployedStack(objects);
  await stack.deploy(TWO);
  await stack.deploy(ONE);
  return stack;
}

/** Of a run that was killed with three resources made and one begun. */
async function interrupted(objects: MemoryObjects): Promise<void> {
  const journal = await (await deployed(objects)).state.units.beginUpdate(AT, 'stack', metaOf(3, { fence: 3 }));
  for (const [index, name] of ['api/made', 'api/lost', 'api/later'].entries())
    await journal.append(creation(index + 1, name));
  await journal.append([creation(4, 'api/open')[0]]);
}

async function units(objects: MemoryObjects): Promise<void> {
  await new DeployedStack(objects, 'service.api').deploy(TWO);
  await new DeployedStack(objects, 'service.web').deploy({ 'web/page': { visibilityTimeout: 5 } });
  await new DeployedStack(objects, 'service.api').deploy(ONE);
}

function cutOff(objects: MemoryObjects, key: string): void {
  const { text = '' } = objects.stored.get(key) ?? {};
  objects.stored.set(key, { text: text.slice(0, 150), version: `cut-${key}` });
}

/** The state as `state pull` gives it, with one resource edited. */
async function edited(objects: MemoryObjects): Promise<string> {
  const whole = await readWholeState(new DeployedStack(objects).state, AT);
  const file = stateFile({ ...whole, state: whole.state as StackState }, undefined);
  return JSON.stringify(file).replaceAll('"visibilityTimeoutSeconds":30', '"visibilityTimeoutSeconds":77');
}

export const STATE_COMMANDS: readonly StateCommand[] = [
  {
    name: 'state restore',
    prepare: async (objects) => void (await deployed(objects)),
    run: (request) => restoreState({ ...request, serial: 1, discardPending: false, approve }),
  },
  {
    name: 'state restore of several units',
    prepare: units,
    run: (request) => restoreState({ ...request, serial: 2, discardPending: false, approve }),
  },
  {
    name: 'state restore over an interrupted run',
    prepare: interrupted,
    run: (request) => restoreState({ ...request, serial: 1, discardPending: true, approve }),
  },
  {
    name: 'state rm',
    prepare: async (objects) => void (await deployed(objects)),
    run: (request) => forgetResources({ ...request, named: ['api/second'], approve }),
    doneAlready: ['NotInState'],
  },
  {
    name: 'state push',
    prepare: async (objects) => void (await deployed(objects)),
    given: edited,
    run: (request, given) =>
      pushState({ ...request, file: parseStateFile(given, 'file.json'), fileName: 'file.json', approve }),
    doneAlready: ['PushRefused'],
  },
  {
    name: 'state repair of a head that was cut off',
    prepare: async (objects) => {
      await deployed(objects);
      cutOff(objects, HEAD);
    },
    run: repair,
  },
  {
    name: 'state repair of a head without a copy',
    prepare: async (objects) => {
      await deployed(objects);
      await objects.remove([HEAD, snapshotStateKey(AT, 1), snapshotStateKey(AT, 2)]);
    },
    run: repair,
  },
  {
    name: 'state repair of head and checkpoint',
    prepare: async (objects) => {
      await deployed(objects);
      cutOff(objects, HEAD);
      cutOff(objects, CHECKPOINT);
    },
    run: repair,
  },
  {
    name: 'state repair of a journal with a piece missing',
    prepare: async (objects) => {
      await interrupted(objects);
      objects.stored.delete(journalKey(AT, 'stack', { update: 3, k: 2 }));
    },
    run: repair,
  },
];
