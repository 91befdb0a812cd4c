import { createHash } from 'node:crypto';
import { CONTRACT_VERSION, type ComponentOf } from '../../sdk/index.js';
import type { PluginIdentity } from '../registry/kind-registry.js';

/** JSON with sorted keys: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** The same value with the keys of every map in order: cheaper than a replacer, which JSON calls for each value. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  if ('toJSON' in value && typeof value.toJSON === 'function') return sorted(value.toJSON());
  const map = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(map)
      .sort()
      .map((key) => [key, sorted(map[key])]),
  );
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export interface HashedComponent {
  readonly component: ComponentOf;
  readonly plugin: Pick<PluginIdentity, 'name' | 'version'>;
  /** Plugin of the platform that its containers run on, where one brings it. */
  readonly runtime?: Pick<PluginIdentity, 'name' | 'version'> | undefined;
  /** Digests of files that the spec refers to (`code.path`, configs). */
  readonly files?: Readonly<Record<string, string>>;
}

/** Everything of a component itself that decides its resources. Equal hash and equal neighbours: nothing to do. */
export function specHash({ component, plugin, runtime, files = {} }: HashedComponent): string {
  const { spec, tags, references, environmentClass, kind, address, renamedFrom } = component;
  return sha256(
    canonicalJson({
      contract: CONTRACT_VERSION,
      plugin: `${plugin.name}@${plugin.version}`,
      ...(runtime === undefined ? {} : { runtime: `${runtime.name}@${runtime.version}` }),
      files,
      kind,
      address,
      renamedFrom,
      environmentClass,
      spec,
      tags,
      references,
    }),
  );
}
