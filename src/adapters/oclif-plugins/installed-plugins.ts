import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PluginManifest, PluginSource } from '../../core/registry/contribution.js';

/** One line of `oclif.plugins` in the plugin folder's package.json. Source: @oclif/plugin-plugins 5. */
export interface InstalledEntry {
  readonly name: string;
  readonly type: 'user' | 'link';
  readonly root?: string;
  readonly tag?: string;
  readonly url?: string;
}

/** package.json of the plugin folder; `panka` holds what Panka notes beside oclif's own entries. */
export interface FolderPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly oclif?: { readonly plugins?: readonly InstalledEntry[] };
  readonly panka?: { readonly allowHooks?: readonly string[] };
}

/** What is installed in the plugin folder now, read afresh. A plugin whose files are gone is left out. */
export async function installedPlugins(dataDir: string): Promise<readonly PluginSource[]> {
  const entries = (await readFolderPackage(dataDir)).oclif?.plugins ?? [];
  const sources = await Promise.all(entries.map((entry) => readSource(dataDir, entry)));
  return sources.filter((source) => source !== undefined);
}

/** An empty one where nothing was ever installed. */
export async function readFolderPackage(dataDir: string): Promise<FolderPackage> {
  return (await readJson<FolderPackage>(join(dataDir, 'package.json'))) ?? {};
}

async function readSource(dataDir: string, entry: InstalledEntry): Promise<PluginSource | undefined> {
  const linked = entry.type === 'link' && entry.root !== undefined;
  const root = linked ? entry.root : join(dataDir, 'node_modules', entry.name);
  const manifest = await readJson<PluginManifest>(join(root, 'package.json'));
  if (!manifest) return undefined;
  const plugin = { name: manifest.name, version: manifest.version, root, type: linked ? 'linked' : 'user' } as const;
  return { plugin, manifest };
}

async function readJson<T>(file: string): Promise<T | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as T;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Digest of each installed package as npm noted it, by name. */
export async function installedIntegrity(dataDir: string): Promise<Readonly<Record<string, string>>> {
  const lock = await readJson<{ packages?: Record<string, { integrity?: string }> }>(
    join(dataDir, 'package-lock.json'),
  );
  const own = Object.entries(lock?.packages ?? {}).filter(([path]) => path.startsWith('node_modules/'));
  return Object.fromEntries(own.map(([path, { integrity }]) => [path.slice('node_modules/'.length), integrity ?? '']));
}
