import type { ComponentKind } from '../../sdk/index.js';
import type { PankaError } from '../diagnostics/panka-error.js';

/** What the installed plugins say they bring, known from their package.json without running them. */
export interface KindRegistry {
  /** Every kind of every installed plugin, usable or not. */
  readonly entries: readonly KindEntry[];
  /** Loads the plugin behind a kind (once). Rejects with UnknownKind, PluginBroken, PluginContract, KindConflict. */
  load(kind: string): Promise<LoadedKind>;
  /** The catalogue's package for a kind that no plugin provides: what to install. */
  suggest(kind: string): { readonly package: string; readonly range: string } | undefined;
}

export interface KindEntry {
  readonly kind: string;
  readonly plugin: PluginIdentity;
  /** Why it cannot be used. */
  readonly problem?: PankaError;
}

export interface PluginIdentity {
  readonly name: string;
  readonly version: string;
  readonly root: string;
  readonly type: 'bundled' | 'user' | 'linked';
}

export interface LoadedKind {
  readonly definition: ComponentKind;
  readonly plugin: PluginIdentity;
}
