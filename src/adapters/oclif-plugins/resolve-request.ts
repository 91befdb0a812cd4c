import type { Interfaces } from '@oclif/core';
import { satisfies } from 'semver';
import type { PluginSource } from '../../core/registry/contribution.js';
import type { PluginIdentity } from '../../core/registry/kind-registry.js';
import { pluginNotFound } from './errors.js';
import type { InstallRequest } from './install-request.js';
import { publishedVersion } from './npm-client.js';
import { readTarball } from './tarball.js';

/** What to hand to npm, or the plugin that is there already and satisfies the request. */
export type Resolved =
  | { readonly argument: string; readonly tarball?: PluginSource }
  | { readonly present: PluginIdentity };

export interface ResolveContext {
  readonly config: Interfaces.Config;
  readonly plugins: readonly PluginSource[];
  /** Integrity of what is installed, by package name. */
  readonly integrity: Readonly<Record<string, string>>;
  /** Install even what is there. */
  readonly force: boolean;
}

/** Never a bare tag: `plugins update` would follow it to an incompatible version. Never what is there. */
export async function resolveRequest(request: InstallRequest, context: ResolveContext): Promise<Resolved> {
  if (request.from === 'repository') return { argument: request.argument };
  if (request.from === 'file') return resolveFile(request, context);
  const present = context.plugins.find((p) => satisfied(request, p.plugin));
  if (present && !context.force) return { present: present.plugin };
  return { argument: await fromRegistry(request, context) };
}

async function resolveFile(request: { file: string; argument: string }, context: ResolveContext): Promise<Resolved> {
  const { manifest, integrity } = await readTarball(request.file);
  const present = context.plugins.find((p) => p.plugin.name === manifest.name);
  const same = present?.plugin.version === manifest.version && context.integrity[manifest.name] === integrity;
  if (present && same && !context.force) return { present: present.plugin };
  const plugin = { name: manifest.name, version: manifest.version, root: request.file, type: 'user' } as const;
  return { argument: request.argument, tarball: { plugin, manifest } };
}

function satisfied(request: Extract<InstallRequest, { from: 'registry' }>, plugin: PluginIdentity): boolean {
  if (!request.names.includes(plugin.name)) return false;
  if (request.range !== undefined) return satisfies(plugin.version, request.range);
  // No range was asked for and none is known: any version will do. A tag asks for what it points at now.
  return request.tag === 'latest';
}

async function fromRegistry(request: Extract<InstallRequest, { from: 'registry' }>, context: ResolveContext) {
  const [only] = request.names;
  if (request.names.length === 1 && request.range !== undefined) return `${only}@${request.range}`;
  for (const name of request.names) {
    const version = await publishedVersion(context.config, `${name}@${request.range ?? request.tag}`);
    if (version !== undefined) return `${name}@${request.range ?? `^${version}`}`;
  }
  throw pluginNotFound(request.names.map((name) => `${name}@${request.range ?? request.tag}`));
}
