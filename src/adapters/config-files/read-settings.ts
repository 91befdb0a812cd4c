import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { configUnreadable } from '../../core/config/errors.js';
import { resolveSettings } from '../../core/config/resolve-settings.js';
import {
  environmentName,
  SETTINGS,
  type SettingLayer,
  type SettingName,
  type Settings,
} from '../../core/config/settings.js';

/** Settings from flags, environment, the project's panka.yaml and the user's config, with where each came from. */
export function readSettings(folder: string, flags: Readonly<Record<string, unknown>>, env = process.env): Settings {
  return resolveSettings([
    { origin: (name) => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, values: flags },
    environmentLayer(env),
    fileLayer(join(folder, 'panka.yaml')),
    fileLayer(join(env.PANKA_HOME ?? join(homedir(), '.panka'), 'config.yaml')),
  ]);
}

function environmentLayer(env: NodeJS.ProcessEnv): SettingLayer {
  const names = Object.keys(SETTINGS) as SettingName[];
  return {
    origin: environmentName,
    values: Object.fromEntries(names.map((name) => [name, env[environmentName(name)]])),
  };
}

function fileLayer(file: string): SettingLayer {
  if (!existsSync(file)) return { origin: () => file, values: {} };
  const text = readText(file);
  const values = parse(file, text);
  const lines = text.split('\n');
  return {
    origin: (name) => `${file}:${lines.findIndex((line) => line.startsWith(`${name}:`)) + 1}`,
    values,
  };
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw configUnreadable(file, 'it cannot be opened', error);
  }
}

function parse(file: string, text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = load(text);
  } catch (error) {
    throw configUnreadable(file, error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'no YAML', error);
  }
  if (value === undefined || value === null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw configUnreadable(file, 'it must be a map of settings');
  return value as Record<string, unknown>;
}
