import { settingNeeded } from './errors.js';
import type { Settings } from './settings.js';

export interface Backends {
  readonly state: 'local' | 's3';
  readonly locks: 'local' | 'dynamodb';
}

/**
 * Where state and locks are kept. Who asks for the sandbox (`--sandbox`, or `target: sandbox` in the project) wants nothing of
 * a team's bucket that a weaker file names, so that does not count; a variable or a file as near as the target does.
 */
export function backendsOf(settings: Settings): Backends {
  const state = settings['state.backend'];
  const locks = settings['locks.backend'];
  const isSandbox = settings.target.value === 'sandbox';
  const counts = (layer: number) => !isSandbox || layer <= ENVIRONMENT || layer <= settings.target.layer;
  const where = state.value === 's3' && counts(state.layer) ? 's3' : 'local';
  const beside = where === 's3' ? 'dynamodb' : 'local';
  const chosen = locks.value !== undefined && counts(locks.layer) ? locks.value : beside;
  return { state: where, locks: chosen as 'local' | 'dynamodb' };
}

/** Flags are layer 0, variables 1. */
const ENVIRONMENT = 1;

/** The value of a setting that the chosen backend cannot do without. Throws SettingNeeded. */
export function neededSetting(settings: Settings, name: 'state.bucket' | 'locks.table', why: string): string {
  const value = settings[name].value;
  if (value === undefined) throw settingNeeded(name, why);
  return String(value);
}
