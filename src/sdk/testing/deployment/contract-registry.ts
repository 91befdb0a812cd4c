import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PluginManifest, PluginSource } from '../../../core/registry/contribution.js';
import type { KindEntry, KindRegistry, LoadedKind, PluginIdentity } from '../../../core/registry/kind-registry.js';
import type { JsonObject } from '../../json.js';
import { type KindSubject, manifestOf } from '../subject.js';
import { standInKind } from './stand-in-kind.js';

const HERE = fileURLToPath(import.meta.url);
const FROM_SOURCES = HERE.endsWith('.ts');
/** The package.json of Panka itself; how far up it is differs between sources and build. */
const HOST = hostManifest(dirname(HERE));

/** The kind under examination, those that come with Panka, and stand-ins for kinds that nobody brings. */
export async function contractRegistry(subject: KindSubject, documents: readonly JsonObject[]): Promise<KindRegistry> {
  const [{ OclifKindRegistry }, { readCatalogue }] = await Promise.all([
    import('../../../adapters/oclif-plugins/oclif-kind-registry.js'),
    import('../../../adapters/oclif-plugins/catalogue-file.js'),
  ]);
  const bundled = new OclifKindRegistry({
    plugins: bundledPlugins(),
    catalogue: readCatalogue(dirname(HOST)),
    fromSources: FROM_SOURCES,
  });
  const own = new Map<string, LoadedKind>([
    [subject.kind.kind, { definition: subject.kind, plugin: pluginOf(subject) }],
  ]);
  const known = new Set([subject.kind.kind, ...bundled.entries.map((entry) => entry.kind)]);
  for (const document of documents) {
    const kind = String(document['kind']);
    if (document['apiVersion'] !== 'components.panka.io/v1' || known.has(kind)) continue;
    own.set(kind, {
      definition: standInKind(kind, document),
      plugin: { ...pluginOf(subject), name: `stand-in-${kind}` },
    });
  }
  const entries: KindEntry[] = [...own].map(([kind, { plugin }]) => ({ kind, plugin }));
  return {
    entries: [...entries, ...bundled.entries.filter((entry) => !own.has(entry.kind))],
    load: async (kind) => own.get(kind) ?? bundled.load(kind),
    suggest: (kind) => bundled.suggest(kind),
  };
}

function bundledPlugins(): readonly PluginSource[] {
  const require = createRequire(HOST);
  const host = JSON.parse(readFileSync(HOST, 'utf8')) as { oclif: { plugins: readonly string[] } };
  return host.oclif.plugins
    .filter((name) => name.startsWith('@panka/'))
    .map((name) => {
      const root = dirname(require.resolve(`${name}/package.json`));
      const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PluginManifest;
      return { plugin: { name, version: manifest.version, root, type: 'bundled' }, manifest };
    });
}

function hostManifest(folder: string): string {
  const file = join(folder, 'package.json');
  if (existsSync(file)) return file;
  if (dirname(folder) === folder) throw new Error(`no package.json above ${HERE}`);
  return hostManifest(dirname(folder));
}

function pluginOf(subject: KindSubject): PluginIdentity {
  const { name = 'unnamed', version = '0.0.0' } = manifestOf(subject);
  return { name, version, root: subject.packageDir, type: 'linked' };
}
