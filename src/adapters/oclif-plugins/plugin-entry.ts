import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Contribution } from '../../core/registry/contribution.js';
import { pluginBroken } from '../../core/registry/errors.js';

/** What an entry module exports: one kind as `default`, several as `kinds`, runtimes by platform. */
export type EntryModule = { readonly default?: unknown; readonly kinds?: unknown; readonly runtimes?: unknown };

/** Imports a plugin's entry. Rejects with PluginBroken when it is not there or throws. */
export async function importEntry(contribution: Contribution, fromSources: boolean): Promise<EntryModule> {
  const file = entryFile(contribution, fromSources);
  if (!existsSync(file)) throw pluginBroken(contribution.plugin, `its entry ${file} does not exist`);
  try {
    return await import(pathToFileURL(file).href);
  } catch (error) {
    throw pluginBroken(contribution.plugin, `its entry throws: ${firstLine(error)}`, error);
  }
}

/** The kinds that an entry exports, whatever they are. */
export function exportedKinds(entry: EntryModule): readonly unknown[] {
  const one = entry.default === undefined ? [] : [entry.default];
  return Array.isArray(entry.kinds) ? [...one, ...entry.kinds] : one;
}

/** In development a plugin of this repository runs from its sources, so that no stale build is tested. */
function entryFile({ plugin, entry }: Contribution, fromSources: boolean): string {
  const built = join(plugin.root, entry);
  if (!fromSources || plugin.type === 'user') return built;
  const source = join(plugin.root, entry.replace('./dist/', './src/').replace(/\.js$/, '.ts'));
  return existsSync(source) ? source : built;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split('\n')[0] ?? text;
}
