import { didYouMean } from '../../core/diagnostics/did-you-mean.js';
import type { Catalogue } from '../../core/registry/catalogue.js';
import { isComponentKind, kindFaults } from '../../core/registry/check-kind.js';
import { type Contribution, type PluginSource, readContribution } from '../../core/registry/contribution.js';
import { pluginBroken, unknownKind, unknownRuntime } from '../../core/registry/errors.js';
import type { LoadedRuntime, RuntimeEntry, RuntimeRegistry } from '../../core/registry/extension.js';
import type { KindEntry, KindRegistry, LoadedKind, PluginIdentity } from '../../core/registry/kind-registry.js';
import { kindTable } from '../../core/registry/kind-table.js';
import { runtimeTable } from '../../core/registry/runtime-table.js';
import type { RuntimeDefinition } from '../../sdk/index.js';
import { type EntryModule, exportedKinds, importEntry } from './plugin-entry.js';

export interface RegistryOptions {
  readonly plugins: readonly PluginSource[];
  readonly catalogue: Catalogue;
  /** Called before a plugin's first module is imported: makes sure that it finds the host's shared packages. */
  readonly beforeImport?: (plugin: PluginIdentity) => void;
  /** Bundled and linked plugins run from their TypeScript sources (bin/dev.js). */
  readonly fromSources?: boolean;
}

/** Kinds of the plugins that oclif knows: entries from package.json alone, code only when a kind is used. */
export class OclifKindRegistry implements KindRegistry, RuntimeRegistry {
  readonly entries: readonly KindEntry[];
  readonly runtimes: readonly RuntimeEntry[];
  readonly contributions: readonly Contribution[];
  readonly #options: RegistryOptions;
  readonly #modules = new Map<string, Promise<EntryModule>>();
  readonly #kinds = new Map<string, Promise<LoadedKind>>();
  readonly #runtimes = new Map<string, Promise<LoadedRuntime>>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.contributions = options.plugins.map(readContribution).filter((c) => c !== undefined);
    this.entries = kindTable(this.contributions);
    this.runtimes = runtimeTable(this.contributions);
  }

  load(kind: string): Promise<LoadedKind> {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const loading = this.#load(kind);
    this.#kinds.set(kind, loading);
    return loading;
  }

  suggest(kind: string) {
    const kinds = this.#options.catalogue.kinds;
    return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  }

  get catalogued() {
    return Object.keys(this.#options.catalogue.runtimes);
  }

  suggestRuntime(platform: string) {
    const { runtimes } = this.#options.catalogue;
    return Object.hasOwn(runtimes, platform) ? runtimes[platform] : undefined;
  }

  loadRuntime(platform: string): Promise<LoadedRuntime> {
    const loading = this.#runtimes.get(platform) ?? this.#loadRuntime(platform);
    this.#runtimes.set(platform, loading);
    return loading;
  }

  async #loadRuntime(platform: string): Promise<LoadedRuntime> {
    const entries = this.runtimes.filter((e) => e.platform === platform);
    const entry = entries.find((e) => !e.problem) ?? entries[0];
    if (!entry) throw unknownRuntime(platform, this.suggestRuntime(platform)?.package);
    if (entry.problem) throw entry.problem;
    const provider = this.contributions.find((c) => c.plugin === entry.plugin)!;
    return { definition: exportedRuntime(provider, await this.#entry(provider), platform), plugin: provider.plugin };
  }

  async #load(kind: string): Promise<LoadedKind> {
    const entry = this.entries.find((e) => e.kind === kind && !e.problem) ?? this.entries.find((e) => e.kind === kind);
    if (!entry) throw this.#unknown(kind);
    if (entry.problem) throw entry.problem;
    const contribution = this.contributions.find((c) => c.plugin === entry.plugin)!;
    const exported = exportedKinds(await this.#entry(contribution));
    const definition = exported.find((k) => typeof k === 'object' && k !== null && Reflect.get(k, 'kind') === kind);
    if (!isComponentKind(definition)) throw pluginBroken(entry.plugin, faults(kind, definition));
    return { definition, plugin: entry.plugin };
  }

  #entry(contribution: Contribution): Promise<EntryModule> {
    const { plugin } = contribution;
    const loaded = this.#modules.get(plugin.root);
    if (loaded) return loaded;
    this.#options.beforeImport?.(plugin);
    const loading = importEntry(contribution, this.#options.fromSources ?? false);
    this.#modules.set(plugin.root, loading);
    return loading;
  }

  #unknown(kind: string) {
    const known = [...this.entries.map((e) => e.kind), ...Object.keys(this.#options.catalogue.kinds)];
    return unknownKind(kind, { package: this.suggest(kind)?.package, nearest: didYouMean(kind, known) });
  }
}

function faults(kind: string, definition: unknown): string {
  if (definition === undefined) return `its package.json names kind ${kind}, which its entry does not export`;
  return kindFaults(definition).join('; ');
}

function exportedRuntime({ plugin }: Contribution, entry: EntryModule, platform: string): RuntimeDefinition {
  const runtimes = entry.runtimes as Readonly<Record<string, Partial<RuntimeDefinition>>> | undefined;
  const found = runtimes?.[platform];
  if (found === undefined) throw pluginBroken(plugin, `its entry exports no runtime "${platform}"`);
  const missing = (['runtime', 'sandbox'] as const).filter((part) => typeof found[part] !== 'function');
  if (found.platform !== platform) throw pluginBroken(plugin, `its runtime "${platform}" says that it is another one`);
  if (!Array.isArray(found.iamActions)) throw pluginBroken(plugin, `its runtime "${platform}" has no iamActions`);
  if (missing.length > 0) throw pluginBroken(plugin, `its runtime "${platform}" has no ${missing.join(' and no ')}`);
  return found as RuntimeDefinition;
}
