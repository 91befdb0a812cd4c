import type { Catalogue } from './catalogue.js';
import { describeKinds, type InstallableKind, installableKinds, type KindDescription } from './describe-kinds.js';
import {
  describePlatforms,
  type InstallablePlatform,
  installablePlatforms,
  type PlatformDescription,
} from './describe-platforms.js';
import type { RuntimeRegistry } from './extension.js';
import type { KindRegistry, PluginIdentity } from './kind-registry.js';

/** What a manifest can name here, and what it could after an install. */
export interface Installed {
  readonly kinds: readonly KindDescription[];
  readonly platforms: readonly PlatformDescription[];
  readonly installable: readonly (InstallableKind | InstallablePlatform)[];
}

export interface InstalledRequest {
  readonly registry: KindRegistry & RuntimeRegistry;
  readonly catalogue: Catalogue;
  /** Panka itself, which brings the platforms that need no plugin. */
  readonly panka: PluginIdentity;
}

/** Kinds and platforms of this installation; with a name, that one alone. Rejects with UnknownKind, UnknownRuntime. */
export async function describeInstalled(
  { registry, catalogue, panka }: InstalledRequest,
  name?: string,
): Promise<Installed> {
  const platforms = await describePlatforms(registry, panka);
  if (name === undefined) {
    const installable = [...installableKinds(registry, catalogue), ...installablePlatforms(registry, catalogue)];
    return { kinds: await describeKinds(registry), platforms, installable };
  }
  const named = platforms.filter(({ platform }) => platform === name);
  if (named.length > 0) return { kinds: [], platforms: named, installable: [] };
  if (registry.suggestRuntime(name)) await registry.loadRuntime(name);
  await registry.load(name);
  const kinds = (await describeKinds(registry)).filter(({ kind }) => kind === name);
  return { kinds, platforms: platforms.filter((p) => p.kinds.includes(name)), installable: [] };
}
