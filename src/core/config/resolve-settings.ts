import { didYouMean } from '../diagnostics/did-you-mean.js';
import { invalidSetting, unknownSetting } from './errors.js';
import {
  type ResolvedSetting,
  SETTINGS,
  type SettingDefinition,
  type SettingLayer,
  type SettingName,
  type Settings,
} from './settings.js';

/** The winning value of every setting; layers from strongest to weakest. Throws InvalidSetting and UnknownSetting. */
export function resolveSettings(layers: readonly SettingLayer[]): Settings {
  for (const layer of layers) refuseUnknown(layer);
  const names = Object.keys(SETTINGS) as SettingName[];
  return Object.fromEntries(names.map((name) => [name, resolve(name, layers)])) as Settings;
}

function refuseUnknown(layer: SettingLayer): void {
  for (const name of Object.keys(layer.values))
    if (!(name in SETTINGS))
      throw unknownSetting(name, layer.origin(name as SettingName), didYouMean(name, Object.keys(SETTINGS)));
}

function resolve(name: SettingName, layers: readonly SettingLayer[]): ResolvedSetting {
  const definition: SettingDefinition = SETTINGS[name];
  for (const layer of layers) {
    const given = layer.values[name];
    if (given === undefined || given === null || given === '') continue;
    return { name, value: check({ name, definition, given, origin: layer.origin(name) }), origin: layer.origin(name) };
  }
  return { name, value: definition.default, origin: definition.default === undefined ? 'unset' : 'default' };
}

interface GivenSetting {
  readonly name: string;
  readonly definition: SettingDefinition;
  readonly given: unknown;
  readonly origin: string;
}

function check({ name, definition, given, origin }: GivenSetting): string | number {
  const wrong = (wanted: string) => invalidSetting({ name, given, origin, wanted });
  if (definition.type === 'integer') {
    const value = Number(given);
    if (!Number.isInteger(value) || value < (definition.minimum ?? 0))
      throw wrong(`a whole number from ${definition.minimum ?? 0}`);
    return value;
  }
  if (typeof given === 'object' || typeof given === 'boolean') throw wrong('a text');
  const value = String(given);
  if (definition.values !== undefined && !definition.values.includes(value))
    throw wrong(definition.values.join(' or '));
  return value;
}
