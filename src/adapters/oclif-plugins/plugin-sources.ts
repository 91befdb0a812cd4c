import type { Interfaces } from '@oclif/core';
import type { PluginManifest, PluginSource } from '../../core/registry/contribution.js';
import type { PluginIdentity } from '../../core/registry/kind-registry.js';

const TYPES: Readonly<Record<string, PluginIdentity['type']>> = { user: 'user', link: 'linked' };

/** Every plugin that oclif has read, the CLI itself aside. */
export function pluginSources(config: Interfaces.Config): readonly PluginSource[] {
  return config
    .getPluginsList()
    .filter((plugin) => plugin.root !== config.root)
    .map((plugin) => ({
      plugin: {
        name: plugin.name,
        version: plugin.version,
        root: plugin.root,
        type: TYPES[plugin.type] ?? 'bundled',
      },
      manifest: plugin.pjson as PluginManifest,
    }));
}

/** Panka as a plugin would be described: what it brings by itself needs a name and a version too. */
export function pankaItself({ name, version, root }: Interfaces.Config): PluginIdentity {
  return { name, version, root, type: 'bundled' };
}

/** The same after an install in this process: bundled plugins as oclif read them, the others as they are on disk. */
export function withInstalled(config: Interfaces.Config, installed: readonly PluginSource[]): readonly PluginSource[] {
  const names = new Set(installed.map((source) => source.plugin.name));
  const bundled = pluginSources(config).filter((s) => s.plugin.type === 'bundled' && !names.has(s.plugin.name));
  return [...bundled, ...installed];
}
