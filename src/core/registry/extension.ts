import type { RuntimeDefinition } from '../../sdk/index.js';
import type { PankaError } from '../diagnostics/panka-error.js';
import type { PluginIdentity } from './kind-registry.js';

/** Compute runtimes that plugins bring (`panka.provides.runtimes`), for `runtime.platform`. */
export interface RuntimeRegistry {
  /** Platforms that installed plugins provide, usable or not. */
  readonly runtimes: readonly RuntimeEntry[];
  /** Loads what is behind a platform, without Pulumi. Rejects with UnknownRuntime, PluginBroken, PluginContract. */
  loadRuntime(platform: string): Promise<LoadedRuntime>;
  /** Platforms in the catalogue, installed or not. */
  readonly catalogued: readonly string[];
  /** The catalogue's package for a platform that no plugin provides: what to install. */
  suggestRuntime(platform: string): { readonly package: string; readonly range: string } | undefined;
}

export interface RuntimeEntry {
  readonly platform: string;
  readonly plugin: PluginIdentity;
  /** Why it cannot be used. */
  readonly problem?: PankaError;
}

export interface LoadedRuntime {
  readonly definition: RuntimeDefinition;
  readonly plugin: PluginIdentity;
}
