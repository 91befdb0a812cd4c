import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '@oclif/core';
import { isPankaError } from '../../core/diagnostics/panka-error.js';
import { type Contribution, type PluginSource, readContribution } from '../../core/registry/contribution.js';
import { refusal } from './admission.js';
import { installFailed } from './errors.js';
import { installedIntegrity, installedPlugins, readFolderPackage } from './installed-plugins.js';
import { withInstalled } from './plugin-sources.js';
import { changeStaged } from './staged-folder.js';
import { keepStdoutClean } from './stdout-guard.js';

/** What became of one plugin. */
export interface PluginChange {
  readonly name: string;
  readonly version: string;
  /** The version before, where there was another. */
  readonly previous?: string;
  readonly status: 'installed' | 'updated' | 'linked' | 'already there';
  /** Kinds that it provides. */
  readonly kinds: readonly string[];
  /** Platforms of containers; absent where it brings none. */
  readonly platforms?: readonly string[];
}

export interface GuardedChange {
  readonly config: Config;
  /** In a few words, for the error: `install sqs`. */
  readonly what: string;
  /** Names of plugins that may run code in every command (oclif hooks), beside those allowed before. */
  readonly allowHooks: readonly string[];
  /** One of oclif's own plugin commands, on a configuration whose plugin folder is a copy. */
  readonly run: (staged: Config) => Promise<unknown>;
}

/**
 * Runs one of oclif's plugin commands on a copy of the plugin folder and keeps the outcome only if every plugin that is
 * new in it is admitted. Answers with what is new.
 */
export async function changeGuarded(change: GuardedChange): Promise<readonly PluginChange[]> {
  const { config } = change;
  return changeStaged(config.dataDir, async (staging) => {
    const before = await fingerprints(staging);
    await runCommand(change, Object.create(config, { dataDir: { value: staging } }) as Config);
    const allowHooks = await noteAllowed(staging, change.allowHooks);
    const after = await installedPlugins(staging);
    const prints = await fingerprints(staging);
    const changed = after.filter((s) => prints.get(s.plugin.name)?.print !== before.get(s.plugin.name)?.print);
    const names = changed.map((s) => s.plugin.name);
    const refused = refusal({ plugins: withInstalled(config, after), changed: names, allowHooks });
    if (refused) throw refused;
    return changed.map((source) => describe(source, before.get(source.plugin.name)?.version));
  });
}

async function runCommand(change: GuardedChange, staged: Config): Promise<void> {
  try {
    await keepStdoutClean(() => change.run(staged));
  } catch (error) {
    throw isPankaError(error) ? error : installFailed(change.what, error);
  }
}

/** Name → what tells one state of a plugin from another. */
async function fingerprints(dataDir: string): Promise<ReadonlyMap<string, { version: string; print: string }>> {
  const integrity = await installedIntegrity(dataDir);
  const sources = await installedPlugins(dataDir);
  return new Map(
    sources.map(({ plugin }) => {
      const print = [plugin.type, plugin.version, plugin.type === 'linked' ? plugin.root : integrity[plugin.name]];
      return [plugin.name, { version: plugin.version, print: print.join(' ') }] as const;
    }),
  );
}

/** The names stay in the plugin folder's package.json, so that an update need not ask again. */
async function noteAllowed(dataDir: string, names: readonly string[]): Promise<readonly string[]> {
  const pkg = await readFolderPackage(dataDir);
  const allowHooks = [...new Set([...(pkg.panka?.allowHooks ?? []), ...names])];
  if (names.length > 0) {
    const text = JSON.stringify({ ...pkg, panka: { ...pkg.panka, allowHooks } }, null, 2);
    await writeFile(join(dataDir, 'package.json'), text);
  }
  return allowHooks;
}

function describe(source: PluginSource, previous: string | undefined): PluginChange {
  const { name, version, type } = source.plugin;
  const contribution = readContribution(source);
  const status = type === 'linked' ? 'linked' : previous === undefined ? 'installed' : 'updated';
  return { name, version, status, ...broughtBy(contribution), ...(previous === undefined ? {} : { previous }) };
}

/** What a plugin gives to manifests. */
export function broughtBy(contribution: Contribution | undefined): Pick<PluginChange, 'kinds' | 'platforms'> {
  const platforms = contribution?.provides['runtimes'] ?? [];
  return { kinds: contribution?.kinds ?? [], ...(platforms.length === 0 ? {} : { platforms }) };
}
