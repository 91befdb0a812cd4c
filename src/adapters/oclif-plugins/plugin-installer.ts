import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '@oclif/core';
import { commands } from '@oclif/plugin-plugins';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { type PluginSource, readContribution } from '../../core/registry/contribution.js';
import type { PluginIdentity } from '../../core/registry/kind-registry.js';
import { refusal } from './admission.js';
import { readCatalogue } from './catalogue-file.js';
import { pluginNotFound } from './errors.js';
import { broughtBy, changeGuarded, type PluginChange } from './guarded-change.js';
import { readRequest } from './install-request.js';
import { installedIntegrity, installedPlugins, readFolderPackage } from './installed-plugins.js';
import { publishedVersion } from './npm-client.js';
import { withInstalled } from './plugin-sources.js';
import { preparePluginFolder } from './prepare-plugin-folder.js';
import { type Resolved, resolveRequest } from './resolve-request.js';

export interface InstallOptions {
  /** Names of plugins that may run code in every command (oclif hooks). */
  readonly allowHooks?: readonly string[];
  /** Install again what is there. */
  readonly force?: boolean;
}

/**
 * Installs plugins by kind, name, tarball or URL; npm's output goes to stderr. All or nothing: rejects with the reason
 * (PluginContract, KindConflict, PluginOwnsSharedPackage, PluginHasHooks, PluginBroken, PluginNotFound,
 * PluginInstallFailed) and leaves what was installed before as it was.
 */
export async function installPlugins(
  config: Config,
  requests: readonly string[],
  options: InstallOptions = {},
): Promise<readonly PluginChange[]> {
  await preparePluginFolder(config);
  const resolved = await resolveAll(config, requests, options);
  const present = await Promise.all(resolved.flatMap((r) => ('present' in r ? [unchanged(config, r.present)] : [])));
  const missing = resolved.filter((r) => 'argument' in r);
  if (missing.length === 0) return present;
  await refuseTarballs(
    config,
    missing.flatMap((r) => r.tarball ?? []),
    options,
  );
  const args = [...missing.map((r) => r.argument), ...(options.force ? ['--force'] : [])];
  const installed = await changeGuarded({
    config,
    what: requests.join(', '),
    allowHooks: options.allowHooks ?? [],
    run: (staged) => new commands['plugins:install'](args, staged).run(),
  }).catch((error) => explain(error, config, missing));
  return [...present, ...installed];
}

/** npm says little through oclif; asks the registry only now, so that an install that works costs one look-up less. */
async function explain(
  error: unknown,
  config: Config,
  missing: readonly { readonly argument: string }[],
): Promise<never> {
  if (!isPankaError(error) || error.code !== 'PluginInstallFailed') throw error;
  for (const { argument } of missing.filter((m) => !m.argument.includes(':'))) {
    if ((await publishedVersion(config, argument)) === undefined) throw pluginNotFound([argument]);
  }
  throw error;
}

/** Updates every installed plugin within the range that it was installed with. */
export async function updatePlugins(config: Config): Promise<readonly PluginChange[]> {
  await preparePluginFolder(config);
  const run = (staged: Config) => new commands['plugins:update']([], staged).run();
  return changeGuarded({ config, what: 'the update', allowHooks: [], run });
}

export interface LinkOptions extends Pick<InstallOptions, 'allowHooks'> {
  /** Install the folder's dependencies first. */
  readonly install: boolean;
}

/** Links a folder as a plugin, for its development. Refuses it as `installPlugins` would. */
export async function linkPlugin(
  config: Config,
  folder: string,
  { install, allowHooks = [] }: LinkOptions,
): Promise<readonly PluginChange[]> {
  await preparePluginFolder(config);
  const args = install && hasLockFile(folder) ? [folder] : [folder, '--no-install'];
  const run = (staged: Config) => new commands['plugins:link'](args, staged).run();
  return changeGuarded({ config, what: folder, allowHooks, run });
}

function hasLockFile(folder: string): boolean {
  return ['package-lock.json', 'yarn.lock'].some((file) => existsSync(join(folder, file)));
}

async function resolveAll(config: Config, requests: readonly string[], options: InstallOptions): Promise<Resolved[]> {
  const plugins = withInstalled(config, await installedPlugins(config.dataDir));
  const integrity = await installedIntegrity(config.dataDir);
  const catalogue = readCatalogue(config.root);
  const context = { config, plugins, integrity, force: options.force ?? false };
  const resolved: Resolved[] = [];
  for (const typed of requests)
    resolved.push(await resolveRequest(readRequest(typed, catalogue, process.cwd()), context));
  return resolved;
}

async function unchanged(config: Config, plugin: PluginIdentity): Promise<PluginChange> {
  const sources = withInstalled(config, await installedPlugins(config.dataDir));
  const source = sources.find((s) => s.plugin.name === plugin.name);
  const brought = broughtBy(source && readContribution(source));
  return { name: plugin.name, version: plugin.version, status: 'already there', ...brought };
}

/** A tarball can be refused before npm is started. */
async function refuseTarballs(
  config: Config,
  tarballs: readonly PluginSource[],
  options: InstallOptions,
): Promise<void> {
  const changed = tarballs.map((t) => t.plugin.name);
  const others = (await installedPlugins(config.dataDir)).filter((s) => !changed.includes(s.plugin.name));
  const noted = (await readFolderPackage(config.dataDir)).panka?.allowHooks ?? [];
  const allowHooks = [...noted, ...(options.allowHooks ?? [])];
  const refused = refusal({ plugins: withInstalled(config, [...others, ...tarballs]), changed, allowHooks });
  if (refused) throw refused;
}
