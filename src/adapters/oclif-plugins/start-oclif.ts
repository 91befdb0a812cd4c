import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execute, type Interfaces, Plugin } from '@oclif/core';
import { findPackage } from './host-packages.js';

export interface StartRequest {
  /** Folder of this CLI. */
  readonly root: string;
  /** False where no installed or linked plugin is to be looked for. */
  readonly userPlugins: boolean;
}

/** Runs the command line. Bundled, since oclif as a package would be two hundred files to read before every command. */
export async function startOclif({ root, userPlugins }: StartRequest): Promise<void> {
  const plugins = userPlugins ? undefined : await bundledPlugins(root);
  await execute({ loadOptions: { root, userPlugins, plugins, pjson: withFewPatterns(readPackage(root)) } });
}

type Package = Interfaces.PJSON & { readonly dependencies?: Readonly<Record<string, string>> };

/**
 * For oclif, which compares each dependency with each of `plugins` as a pattern (100 ms with 23 kinds): the plugins are the only
 * dependencies, and one pattern is for all. Those with commands keep their names, by which oclif ranks them.
 */
function withFewPatterns(pjson: Package): Package {
  const { plugins = [] } = pjson.oclif;
  const kept = plugins.filter((name) => name.startsWith('@oclif/'));
  const dependencies = Object.fromEntries(plugins.map((name) => [name, pjson.dependencies?.[name] ?? '']));
  return { ...pjson, dependencies, oclif: { ...pjson.oclif, plugins: [...kept, '**'] } };
}

/**
 * The CLI and the plugins that come with it. Left to itself oclif compares each of them as a pattern with every dependency, and
 * looks for folder and commands of each: 50 ms with eight kinds. Undefined where one is missing, which oclif then reports.
 */
async function bundledPlugins(root: string): Promise<Map<string, Plugin> | undefined> {
  const pjson = readPackage(root);
  const own = new Plugin({ isRoot: true, root, pjson, type: 'core' });
  const others = (pjson.oclif.plugins ?? []).map((name) => bundledPlugin(root, name));
  if (others.includes(undefined)) return undefined;
  const plugins = [own, ...others.filter((plugin) => plugin !== undefined)];
  await Promise.all(plugins.map((plugin) => plugin.load()));
  for (const plugin of plugins) plugin.type = 'core';
  return new Map(plugins.map((plugin) => [plugin.name, plugin]));
}

/** `link` makes oclif take the folder as it is given. */
function bundledPlugin(root: string, name: string): Plugin | undefined {
  const folder = findPackage(root, name);
  if (folder === undefined) return undefined;
  const pjson = readPackage(folder);
  return new Plugin({ name, root: folder, pjson, type: 'link', ignoreManifest: pjson.oclif.commands === undefined });
}

function readPackage(folder: string): Package {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;
}
