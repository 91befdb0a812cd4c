// What both launchers share. No package is loaded here: `panka --version` must not pay for oclif.
import { existsSync, readFileSync } from 'node:fs';
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

/** Stands for name, version and machine in dist/help.txt. */
export const USER_AGENT = '{panka}';

/** `panka/1.0.0 linux-x64 node-v20.20.2`, in oclif's own form. */
export function userAgent({ name, version }) {
  return `${name}/${version} ${process.platform}-${process.arch} node-${process.version}`;
}

/** Answers what needs no oclif: `--version`, and the root help in a pipe. False: oclif has to look closer. */
export function answerAtOnce(args) {
  // WSL has a platform name of its own.
  if (/microsoft/i.test(release())) return false;
  if (args[0] === '--version') return print(`${userAgent(readPackage())}\n`);
  const help = asksForHelp(args) && !helpDiffers() ? readHelp() : undefined;
  return help !== undefined && print(help.replaceAll(USER_AGENT, userAgent(readPackage())));
}

function asksForHelp(args) {
  return args.length === 0 || (args.length === 1 && args[0] === '--help');
}

/** A terminal has a width and colours; a plugin with commands or hooks has its say. Kinds change nothing. */
function helpDiffers() {
  const { OCLIF_COLUMNS, FORCE_COLOR, DEBUG } = process.env;
  if (process.stdout.isTTY || OCLIF_COLUMNS || FORCE_COLOR || DEBUG) return true;
  return (
    !withoutPlugins(process.env) &&
    installedPlugins().some(({ oclif }) => oclif?.commands || oclif?.hooks || oclif?.topics)
  );
}

/** Whether oclif has to look for plugins besides those that come with the CLI; also where their list is damaged, to say so. */
export function hasInstalledPlugins() {
  const list = join(process.env.PANKA_DATA_DIR, 'package.json');
  return existsSync(list) && (readJson(list) === undefined || pluginFolders().length > 0);
}

function pluginFolders() {
  const folder = process.env.PANKA_DATA_DIR;
  const { oclif } = readJson(join(folder, 'package.json')) ?? {};
  return (oclif?.plugins ?? []).map(({ name, root }) => root ?? join(folder, 'node_modules', name));
}

function installedPlugins() {
  return pluginFolders().map((root) => readJson(join(root, 'package.json')) ?? { oclif: { commands: 'unknown' } });
}

function readHelp() {
  try {
    return readFileSync(join(root, 'dist', 'help.txt'), 'utf8');
  } catch {
    return undefined;
  }
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function print(text) {
  process.stdout.write(text);
  return true;
}
