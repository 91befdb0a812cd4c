// What both launchers share. No package is loaded here: `panka --version` must not pay for oclif.
import { readFileSync } from 'node:fs';
import { homedir, release } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** package.json of this CLI. */
export function readPackage() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

/** A reader that closed the pipe (`panka status | head -1`) is no failure, and must not stop an apply half-way. */
export function ignoreClosedPipes() {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}

/**
 * Plugins live in `<data>/panka/plugins`, so that the folder above can hold links to the host's packages. A user's
 * PANKA_DATA_DIR names the folder above; oclif takes the same variable for the plugin folder itself, so a second variable
 * tells a child process that it was set here.
 */
export function setDataFolder(env) {
  if (!env.PANKA_DATA_DIR || env.PANKA_DATA_DIR !== env.PANKA_PLUGINS_DIR) env.PANKA_DATA_DIR = pluginsFolder(env);
  env.PANKA_PLUGINS_DIR = env.PANKA_DATA_DIR;
}

function pluginsFolder(env) {
  if (env.PANKA_DATA_DIR) return join(resolve(env.PANKA_DATA_DIR), 'plugins');
  const local = process.platform === 'win32' && env.LOCALAPPDATA;
  return join(env.XDG_DATA_HOME || local || join(env.HOME || homedir(), '.local', 'share'), 'panka', 'plugins');
}

/** True for `PANKA_NO_PLUGINS=1`: the way out when an installed plugin breaks every command. */
export function withoutPlugins(env) {
  return ['1', 'true'].includes(env.PANKA_NO_PLUGINS ?? '');
}

/** Answers `--version` in oclif's own form; false where oclif has to look closer (WSL calls itself another platform). */
export function answerVersion(args) {
  if (args[0] !== '--version' || /microsoft/i.test(release())) return false;
  const { name, version } = readPackage();
  process.stdout.write(`${name}/${version} ${process.platform}-${process.arch} node-${process.version}\n`);
  return true;
}
