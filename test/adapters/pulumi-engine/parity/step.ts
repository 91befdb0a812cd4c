import type { EngineResult, ResourceEvent, UnitProgram } from '../../../../src/core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../../../src/core/engine/deployment-v3.js';
import { UNIT, type World } from '../../embedded-engine/world.js';
import { comparable } from './comparable-state.js';

/** A step of a scenario, and what makes the cloud misbehave meanwhile. */
export interface Step {
  /** `settle`: what an interrupted run left pending. */
  readonly verb: 'up' | 'preview' | 'refresh' | 'destroy' | 'settle';
  readonly program?: UnitProgram;
  /** What happened to the cloud or the state since. */
  readonly before?: (world: World) => void;
  /** The call that is refused. */
  readonly refused?: string;
  /** The call that fails after it was done. */
  readonly notReady?: string;
  /** Where the stock CLI deletes once more what the run before has deleted, and the embedded engine does not. */
  readonly onlyResult?: boolean;
}

/** What a step has done, as far as it must be the same whichever engine did it. */
export interface Taken {
  readonly status: EngineResult['status'];
  readonly calls: readonly string[];
  readonly events: readonly string[];
  readonly errors: readonly string[];
  readonly outputs: readonly string[] | undefined;
  readonly state: unknown;
}

const NO_STATE: DeploymentV3 = { manifest: { time: '', magic: '', version: '' } };

export async function take(world: World, step: Step): Promise<Taken> {
  const { verb, program = async () => ({}), before, refused, notReady, onlyResult } = step;
  before?.(world);
  world.provider.notReady = notReady;
  world.provider.fault = (call) => {
    if (call === refused) throw new Error('AccessDenied: no');
  };
  if (verb === 'settle') return settle(world);
  const result = await (verb === 'up' || verb === 'preview' ? world[verb](program) : world[verb]());
  return {
    status: result.status,
    calls: onlyResult ? [] : [...world.provider.calls].sort(),
    events: onlyResult ? [] : eventsOf(world),
    errors: errorsOf(result),
    outputs: verb === 'preview' ? undefined : Object.keys(result.outputs).sort(),
    state: verb === 'preview' ? undefined : comparable(result.deployment),
  };
}

async function settle(world: World): Promise<Taken> {
  const { base = NO_STATE, engine } = world;
  const { deployment, adopted, forgotten, undecided } = await engine.settle({ unit: UNIT, base });
  world.base = deployment;
  const events = [...adopted.map((urn) => `adopted ${urn}`), ...forgotten.map((urn) => `settled ${urn}`)].sort();
  const errors = undecided.map(({ advice }) => advice);
  return { status: 'succeeded', calls: [], events, errors, outputs: undefined, state: comparable(deployment) };
}

/** Of resources, in no order: the engines do at once what does not depend on each other. */
function eventsOf(world: World): string[] {
  const told = world.events.filter(({ phase, op, type }) => isOfProgram(type) && op !== 'same' && phase !== 'started');
  return told.map(describeEvent).sort();
}

function describeEvent({ phase, op, name, diffs = [], replaceReasons = [] }: ResourceEvent): string {
  const changes = diffs.map(({ path, kind, before, after, unknownFrom = [] }) =>
    [path, kind, before, '→', after, ...unknownFrom.map((urn) => `from ${urn}`).sort()].join(' '),
  );
  return [phase, op, name, ...changes, ...[...replaceReasons].sort().map((reason) => `because of ${reason}`)].join(
    '; ',
  );
}

function isOfProgram(type: string): boolean {
  return !type.startsWith('pulumi:');
}

/** In other words: which resource is protected, and for which one something does not exist. */
function errorsOf({ errors }: EngineResult): string[] {
  return errors.map(({ message }) => /protected|does not exist/.exec(message)?.[0] ?? message).sort();
}
