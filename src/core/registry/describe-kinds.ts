import type { ComponentKind } from '../../sdk/index.js';
import type { Catalogue } from './catalogue.js';
import type { KindEntry, KindRegistry, PluginIdentity } from './kind-registry.js';

/** What `panka kinds` says of one kind. */
export interface KindDescription {
  readonly kind: string;
  readonly plugin: PluginIdentity;
  /** Absent when the kind cannot be used. */
  readonly definition?: Pick<
    ComponentKind,
    'summary' | 'category' | 'outputs' | 'access' | 'injects' | 'stateful' | 'rollback'
  > & { readonly usage: Readonly<Record<string, { readonly description: string }>> };
  /** Why it cannot be used. */
  readonly problem?: { readonly code: string; readonly message: string };
}

export interface InstallableKind {
  readonly kind: string;
  readonly package: string;
}

/** Loads every installed kind and describes it; one that fails is described by its problem. */
export function describeKinds(registry: KindRegistry): Promise<readonly KindDescription[]> {
  return Promise.all(registry.entries.map((entry) => describe(registry, entry)));
}

/** Kinds that could be installed: in the catalogue, provided by no plugin. */
export function installableKinds(registry: KindRegistry, catalogue: Catalogue): readonly InstallableKind[] {
  const provided = new Set(registry.entries.map((entry) => entry.kind));
  return Object.entries(catalogue.kinds)
    .filter(([kind]) => !provided.has(kind))
    .map(([kind, entry]) => ({ kind, package: entry.package }));
}

async function describe(registry: KindRegistry, entry: KindEntry): Promise<KindDescription> {
  const { kind, plugin } = entry;
  try {
    if (entry.problem) throw entry.problem;
    const { definition } = await registry.load(kind);
    const { summary, category, outputs, access, injects, stateful, rollback } = definition;
    const usage = Object.fromEntries(
      Object.entries(definition.usage ?? {}).map(([name, { description }]) => [name, { description }]),
    );
    return { kind, plugin, definition: { summary, category, outputs, access, injects, stateful, rollback, usage } };
  } catch (error) {
    return { kind, plugin, problem: problemOf(error) };
  }
}

/** Why something of a plugin cannot be used, as it is shown. */
export function problemOf(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: 'PluginBroken', message: String(error) };
  return { code: 'code' in error ? String(error.code) : 'PluginBroken', message: error.message };
}
