import type { Config } from '@oclif/core';
import type { RuntimeRegistry } from '../../core/registry/extension.js';
import type { KindRegistry } from '../../core/registry/kind-registry.js';
import type { PluginChange } from './guarded-change.js';
import { reopenRegistry } from './open-registry.js';

/** What manifests name and no plugin provides. */
export interface Missing {
  readonly kinds: readonly string[];
  readonly platforms?: readonly string[];
}

export interface InstalledKinds {
  readonly registry: KindRegistry & Partial<RuntimeRegistry>;
  readonly plugins: readonly PluginChange[];
}

/**
 * `--install-plugins`: installs the catalogue's plugins for those of the kinds, and platforms of containers, that none provides, in
 * this process. What the catalogue does not know stays missing. Rejects as `installPlugins` does.
 */
export async function installMissingKinds(
  config: Config,
  registry: KindRegistry & Partial<RuntimeRegistry>,
  { kinds, platforms = [] }: Missing,
): Promise<InstalledKinds> {
  const provided = new Set(registry.entries.map((entry) => entry.kind));
  const missing = kinds.filter((kind) => !provided.has(kind));
  const suggested = [
    ...missing.map((kind) => registry.suggest(kind)),
    ...platforms.map((platform) => registry.suggestRuntime?.(platform)),
  ];
  const packages = new Set(suggested.flatMap((s) => (s === undefined ? [] : [`${s.package}@${s.range}`])));
  if (packages.size === 0) return { registry, plugins: [] };
  const { installPlugins } = await import('./plugin-installer.js');
  const plugins = await installPlugins(config, [...packages]);
  return { registry: await reopenRegistry(config), plugins };
}
