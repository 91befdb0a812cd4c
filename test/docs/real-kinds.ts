import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { KindRegistry, LoadedKind } from '../../src/core/registry/kind-registry.js';
import type { ComponentKind } from '../../src/sdk/index.js';

export const ROOT = join(import.meta.dirname, '..', '..');

export interface RealKind {
  readonly definition: ComponentKind;
  /** Folder of the plugin. */
  readonly folder: string;
}

/** The kinds of every plugin in this repository, from their sources. */
export async function realKinds(): Promise<readonly RealKind[]> {
  const names = readdirSync(join(ROOT, 'plugins')).filter((name) => name !== 'common');
  const found = await Promise.all(
    names.map(async (name) => {
      const folder = join(ROOT, 'plugins', name);
      const { default: definition } = (await import(join(folder, 'src', 'index.ts'))) as { default?: ComponentKind };
      // A plugin may bring a platform and no kind.
      return definition === undefined ? [] : [{ definition, folder }];
    }),
  );
  return found.flat();
}

/** A registry of these kinds, as if each were bundled. */
export function registryOf(kinds: readonly RealKind[]): KindRegistry {
  const loaded = kinds.map(
    ({ definition, folder }): LoadedKind => ({
      definition,
      plugin: {
        name: `@panka/plugin-${definition.kind.toLowerCase()}`,
        version: '0.1.0',
        root: folder,
        type: 'bundled',
      },
    }),
  );
  return {
    entries: loaded.map(({ definition, plugin }) => ({ kind: definition.kind, plugin })),
    suggest: () => undefined,
    async load(kind) {
      const found = loaded.find((one) => one.definition.kind === kind);
      if (found === undefined) throw new Error(`no kind ${kind}`);
      return found;
    },
  };
}
