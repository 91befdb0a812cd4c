import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { ComponentKind } from '../../sdk/index.js';
import { pluginBroken } from './errors.js';

type Loaders = Required<Pick<ComponentKind, 'translator' | 'verifier' | 'sandbox'>>;
export type KindPart = keyof Loaders;
type PartOf<P extends KindPart> = Awaited<ReturnType<Loaders[P]>>['default'];

/** A module that a kind loads when it is needed; undefined where the kind has none. Throws PluginBroken, which names the plugin. */
export async function loadPart<P extends KindPart>(
  { definition, plugin }: LoadedKind,
  part: P,
): Promise<PartOf<P> | undefined> {
  const load = definition[part] as (() => Promise<{ readonly default?: PartOf<P> }>) | undefined;
  if (load === undefined) return undefined;
  const where = { plugin: `${plugin.name}@${plugin.version}`, kind: definition.kind, part };
  const loaded = await load().catch((error: unknown) => Promise.reject(pluginBroken(where, error)));
  if (loaded.default === undefined) throw pluginBroken(where, new Error('its module has no default export'));
  return loaded.default;
}

/** For parts that every kind has. */
export async function loadOwnPart<P extends 'translator' | 'sandbox'>(kind: LoadedKind, part: P): Promise<PartOf<P>> {
  const loaded = await loadPart(kind, part);
  if (loaded !== undefined) return loaded;
  const { definition, plugin } = kind;
  const where = { plugin: `${plugin.name}@${plugin.version}`, kind: definition.kind, part };
  throw pluginBroken(where, new Error('the kind does not say where it is'));
}
