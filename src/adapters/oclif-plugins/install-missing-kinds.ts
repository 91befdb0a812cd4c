import type { Config } from '@oclif/core';
import type { KindRegistry } from '../../core/registry/kind-registry.js';
import type { PluginChange } from './guarded-change.js';
import { reopenRegistry } from './open-registry.js';

export interface InstalledKinds {
  readonly registry: KindRegistry;
  readonly plugins: readonly PluginChange[];
}

/**
 * `--install-plugins`: installs the catalogue's plugins for those of the kinds that none provides, in this process.
 * Kinds that the catalogue does not know stay missing. Rejects as `installPlugins` does.
 */
export async function installMissingKinds(
  config: Config,
  registry: KindRegistry,
  kinds: readonly string[],
): Promise<InstalledKinds> {
  const provided = new Set(registry.entries.map((entry) => entry.kind));
  const missing = kinds.filter((kind) => !provided.has(kind));
  const packages = new Set(
    missing.flatMap((kind) => registry.suggest(kind) ?? []).map((s) => `${s.package}@${s.range}`),
  );
  if (packages.size === 0) return { registry, plugins: [] };
  const { installPlugins } = await import('./plugin-installer.js');
  const plugins = await installPlugins(config, [...packages]);
  return { registry: await reopenRegistry(config), plugins };
}
