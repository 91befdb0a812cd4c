import { homedir } from 'node:os';
import { join } from 'node:path';
import { resolveSettings } from '../../core/config/resolve-settings.js';
import { ENDPOINTS, environmentName, SETTINGS, type SettingLayer, type Settings } from '../../core/config/settings.js';
import { settingsFile } from './settings-file.js';

/** Settings from flags, environment, the project's panka.yaml and the user's config, with where each came from. */
export function readSettings(folder: string, flags: Readonly<Record<string, unknown>>, env = process.env): Settings {
  return resolveSettings([
    { origin: (name) => `--${name.replaceAll(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, values: flags },
    environmentLayer(env),
    settingsFile(join(folder, 'panka.yaml')),
    settingsFile(userConfig(env)),
  ]);
}

/** `~/.panka/config.yaml`. */
export function userConfig(env: NodeJS.ProcessEnv = process.env): string {
  return join(userFolder(env), 'config.yaml');
}

/** `~/.panka`, or where `PANKA_HOME` says. */
export function userFolder(env: NodeJS.ProcessEnv = process.env): string {
  return env.PANKA_HOME ?? join(homedir(), '.panka');
}

function environmentLayer(env: NodeJS.ProcessEnv): SettingLayer {
  const fixed = Object.keys(SETTINGS).map((name) => [name, env[environmentName(name)]]);
  const prefix = environmentName(ENDPOINTS);
  const endpoints = Object.keys(env)
    .filter((variable) => variable.startsWith(prefix) && variable.length > prefix.length)
    .map((variable) => [`${ENDPOINTS}${variable.slice(prefix.length).toLowerCase()}`, env[variable]]);
  return { origin: environmentName, values: Object.fromEntries([...fixed, ...endpoints]) };
}
