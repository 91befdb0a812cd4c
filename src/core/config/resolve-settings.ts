import { didYouMean } from '../diagnostics/did-you-mean.js';
import { invalidSetting, unknownSetting } from './errors.js';
import {
  definitionOf,
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
  const names = new Set([...Object.keys(SETTINGS), ...layers.flatMap((layer) => Object.keys(layer.values))]);
  return Object.fromEntries([...names].map((name) => [name, resolve(name as SettingName, layers)])) as Settings;
}

function refuseUnknown(layer: SettingLayer): void {
  for (const name of Object.keys(layer.values))
    if (definitionOf(name) === undefined)
      throw unknownSetting(name, layer.origin(name), didYouMean(name, Object.keys(SETTINGS)));
}

function resolve(name: SettingName, layers: readonly SettingLayer[]): ResolvedSetting {
  const definition = definitionOf(name) as SettingDefinition;
  for (const [rank, layer] of layers.entries()) {
    const given = layer.values[name];
    if (given === undefined || given === null || given === '') continue;
    const origin = layer.origin(name);
    return { name, value: check({ name, definition, given, origin }), origin, layer: rank };
  }
  const origin = definition.default === undefined ? 'unset' : 'default';
  return { name, value: definition.default, origin, layer: Number.POSITIVE_INFINITY };
}

interface GivenSetting {
  readonly name: string;
  readonly definition: SettingDefinition;
  readonly given: unknown;
  readonly origin: string;
}

function check({ name, definition, given, origin }: GivenSetting): string | number | boolean {
  const wrong = (wanted: string) => invalidSetting({ name, given, origin, wanted });
  if (definition.type === 'integer') {
    const value = Number(given);
    if (!Number.isInteger(value) || value < (definition.minimum ?? 0))
      throw wrong(`a whole number from ${definition.minimum ?? 0}`);
    return value;
  }
  if (definition.type === 'boolean') {
    if (given !== true && given !== false && given !== 'true' && given !== 'false') throw wrong('true or false');
    return String(given) === 'true';
  }
  if (typeof given === 'object' || typeof given === 'boolean') throw wrong('a text');
  const value = String(given);
  if (definition.values !== undefined && !definition.values.includes(value))
    throw wrong(definition.values.join(' or '));
  return value;
}
