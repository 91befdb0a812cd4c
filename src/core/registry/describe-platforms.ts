import { fieldAt } from '../discovery/infra/defaults-layer.js';
import { enumerated, type JsonSchema } from '../discovery/schema/json-schema.js';
import { BUILT_IN_PLATFORMS } from '../model/platforms.js';
import type { Catalogue } from './catalogue.js';
import { problemOf } from './describe-kinds.js';
import type { RuntimeEntry, RuntimeRegistry } from './extension.js';
import type { KindRegistry, PluginIdentity } from './kind-registry.js';

/** What `panka kinds` says of one platform of containers, a value of `runtime.platform`. */
export interface PlatformDescription {
  readonly platform: string;
  /** Panka itself for those that need no plugin. */
  readonly plugin: PluginIdentity;
  /** Installed kinds that take it as their platform. */
  readonly kinds: readonly string[];
  /** Absent when it cannot be used. */
  readonly summary?: string;
  /** Why it cannot be used. */
  readonly problem?: { readonly code: string; readonly message: string };
}

export interface InstallablePlatform {
  readonly platform: string;
  readonly package: string;
}

/** Every platform: Panka's own, then those of plugins, loaded. */
export async function describePlatforms(
  registry: KindRegistry & RuntimeRegistry,
  panka: PluginIdentity,
): Promise<readonly PlatformDescription[]> {
  const schemas = await schemasByKind(registry);
  const own = Object.entries(BUILT_IN_PLATFORMS).map(([platform, summary]) => ({ platform, plugin: panka, summary }));
  const others = await Promise.all(registry.runtimes.map((entry) => describe(registry, entry)));
  return [...own, ...others].map((platform) => ({ ...platform, kinds: kindsThatTake(platform.platform, schemas) }));
}

/** Platforms that could be installed: in the catalogue, provided by no plugin. */
export function installablePlatforms(registry: RuntimeRegistry, catalogue: Catalogue): readonly InstallablePlatform[] {
  const provided = new Set(registry.runtimes.map((entry) => entry.platform));
  return Object.entries(catalogue.runtimes)
    .filter(([platform]) => !provided.has(platform))
    .map(([platform, entry]) => ({ platform, package: entry.package }));
}

async function describe(
  registry: RuntimeRegistry,
  { platform, plugin, problem }: RuntimeEntry,
): Promise<Omit<PlatformDescription, 'kinds'>> {
  try {
    if (problem) throw problem;
    const { definition } = await registry.loadRuntime(platform);
    return { platform, plugin, summary: definition.summary };
  } catch (error) {
    return { platform, plugin, problem: problemOf(error) };
  }
}

/** Of the kinds that can be used: why another cannot is said where kinds are described. */
async function schemasByKind(registry: KindRegistry): Promise<ReadonlyMap<string, JsonSchema>> {
  const usable = registry.entries.filter((entry) => entry.problem === undefined);
  const loading = usable.map(({ kind }) => registry.load(kind).then(({ definition }) => definition));
  const loaded = (await Promise.allSettled(loading)).flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
  return new Map(loaded.map(({ kind, schema }) => [kind, schema as JsonSchema]));
}

function kindsThatTake(platform: string, schemas: ReadonlyMap<string, JsonSchema>): readonly string[] {
  return [...schemas].flatMap(([kind, schema]) => {
    const field = fieldAt(schema, '/runtime/platform');
    const values = field && enumerated(field);
    return field && (values === undefined || values.includes(platform)) ? [kind] : [];
  });
}
