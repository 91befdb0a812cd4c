import { deploymentProblems } from '../engine/deployment-integrity.js';
import { type DeploymentV3, SECRET_SIG, SIG_KEY } from '../engine/deployment-v3.js';
import { deploymentBroken } from '../engine/errors.js';
import { stateNewer } from '../state/errors.js';
import type { StackState, StateAddress } from '../state/state-store.js';
import { pushRefused, unitNeeded } from './errors.js';
import type { WholeState } from './whole-state.js';

/** What `panka state pull` writes: Pulumi's own export format, and beside it which state it is. */
export interface StateFile {
  readonly version: 3;
  /** Secrets stay sealed. */
  readonly deployment: DeploymentV3;
  readonly panka: StateFileOrigin;
}

export interface StateFileOrigin extends StateAddress {
  readonly format: 1;
  readonly unit: string;
  readonly lineage: string;
  readonly serial: number;
}

/** The state of one unit as a file. Throws UnitNeeded where the stack has several and none is named. */
export function stateFile(whole: WholeState & { readonly state: StackState }, unit: string | undefined): StateFile {
  const names = whole.units.map((one) => one.unit);
  const found =
    unit === undefined && names.length === 1 ? whole.units[0] : whole.units.find((one) => one.unit === unit);
  if (found === undefined) throw unitNeeded(unit, names);
  const { stack, environment, lineage, serial } = whole.state;
  const panka = { format: 1, stack, environment, unit: found.unit, lineage, serial } as const;
  return { version: 3, deployment: found.deployment, panka };
}

/** Reads a file for `push`. Throws PushRefused, StateNewer, DeploymentBroken. */
export function parseStateFile(text: string, name: string): StateFile {
  const parsed = parseJson(text, name);
  const { version, deployment, panka } = parsed as Partial<StateFile>;
  if (typeof version === 'number' && version > 3) throw stateNewer(name, version);
  if (version !== 3 || !isObject(deployment) || !isObject((deployment as DeploymentV3).manifest))
    throw pushRefused(name, 'it is no deployment of version 3');
  if (!isObject(panka) || typeof panka.lineage !== 'string' || typeof panka.serial !== 'number')
    throw pushRefused(name, 'it does not say which state it is: "panka" with lineage and serial is missing');
  if (typeof panka.format === 'number' && panka.format > 1) throw stateNewer(name, panka.format);
  const plain = plainSecret(deployment, '');
  if (plain !== undefined) throw pushRefused(name, `it holds a secret in plain text at "${plain}"`);
  const problems = deploymentProblems(deployment as DeploymentV3);
  if (problems.length > 0) throw deploymentBroken(problems);
  return parsed as StateFile;
}

/** Refuses a file of another state, or of an older moment of this one. */
export function checkStateFile(file: StateFile, name: string, head: StackState): void {
  const { stack, environment, lineage, serial } = file.panka;
  if (stack !== head.stack || environment !== head.environment)
    throw pushRefused(
      name,
      `it belongs to "${stack}" in "${environment}", not to "${head.stack}" in "${head.environment}"`,
    );
  if (lineage !== head.lineage)
    throw pushRefused(name, `its lineage is "${lineage}", that of the state is "${head.lineage}"`);
  if (serial < head.serial)
    throw pushRefused(name, `it was pulled at serial ${serial}, and the state is at ${head.serial} by now`);
  if (serial > head.serial)
    throw pushRefused(
      name,
      `its serial is ${serial}, and the state is at ${head.serial} only: it is not of this state`,
    );
}

function parseJson(text: string, name: string): object {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch (error) {
    throw pushRefused(name, `it is not complete JSON (${(error as Error).message})`, error);
  }
  throw pushRefused(name, 'it is no JSON object');
}

/** Path of a secret that carries its plain text, which no state may hold. */
function plainSecret(value: unknown, path: string): string | undefined {
  if (!isObject(value)) return undefined;
  if (value[SIG_KEY] === SECRET_SIG && (!('ciphertext' in value) || 'plaintext' in value)) return path;
  for (const [key, item] of Object.entries(value)) {
    const found = plainSecret(item, path === '' ? key : `${path}.${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
