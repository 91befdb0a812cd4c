import type { Interfaces } from '@oclif/core';
import type { PluginSource } from '../../core/registry/contribution.js';
import { readCatalogue } from './catalogue-file.js';
import { installedPlugins } from './installed-plugins.js';
import { OclifKindRegistry } from './oclif-kind-registry.js';
import { pluginSources, withInstalled } from './plugin-sources.js';
import { SharedCopyGuard } from './shared-copy-guard.js';

/** The registry of this run: what oclif read at start-up. Imports no plugin. */
export function openRegistry(config: Interfaces.Config): OclifKindRegistry {
  return registryOf(config, pluginSources(config));
}

/** The registry after plugins were installed in this process. */
export async function reopenRegistry(config: Interfaces.Config): Promise<OclifKindRegistry> {
  return registryOf(config, withInstalled(config, await installedPlugins(config.dataDir)));
}

function registryOf(config: Interfaces.Config, plugins: readonly PluginSource[]): OclifKindRegistry {
  const guard = new SharedCopyGuard(
    config.root,
    plugins.map((source) => source.plugin),
  );
  return new OclifKindRegistry({
    plugins,
    catalogue: readCatalogue(config.root),
    beforeImport: (plugin) => guard.ensure(plugin),
    fromSources: process.env['PANKA_SOURCES'] === '1',
  });
}
