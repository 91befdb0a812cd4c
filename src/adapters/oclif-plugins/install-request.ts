import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { validRange } from 'semver';
import { type Catalogue, findInCatalogue } from '../../core/registry/catalogue.js';
import { fileNotFound, folderNotInstallable, invalidPluginName } from './errors.js';

/** What a user asked to install. */
export type InstallRequest =
  | { readonly from: 'file'; readonly file: string; readonly argument: string }
  | { readonly from: 'repository'; readonly argument: string }
  | { readonly from: 'registry'; readonly names: readonly string[]; readonly range?: string; readonly tag: string };

/** Reads `sqs`, `SQS`, `@acme/plugin@^2`, `./plugin-1.0.0.tgz`, `https://…`, `git+ssh://…` or `user/repository`. */
export function readRequest(typed: string, catalogue: Catalogue, folder: string): InstallRequest {
  const path = resolve(folder, typed);
  if (looksLikePath(typed)) return fromPath(typed, path);
  const scoped = typed.startsWith('@');
  if (typed.includes(':') || typed.endsWith('.git') || (!scoped && typed.includes('/'))) {
    return { from: 'repository', argument: typed };
  }
  return fromRegistry(typed, catalogue);
}

function looksLikePath(typed: string): boolean {
  return /^[./]|^[^:]*\.(tgz|tar\.gz)$/.test(typed);
}

function fromPath(typed: string, path: string): InstallRequest {
  if (!existsSync(path)) throw fileNotFound(typed);
  if (statSync(path).isDirectory()) throw folderNotInstallable(typed);
  return { from: 'file', file: path, argument: pathToFileURL(path).href.replace('file://', 'file:') };
}

function fromRegistry(typed: string, catalogue: Catalogue): InstallRequest {
  const at = typed.indexOf('@', 1);
  const name = at < 0 ? typed : typed.slice(0, at);
  const asked = at < 0 ? '' : typed.slice(at + 1);
  if (!/^(@\w[\w.-]*\/)?\w[\w.-]*$/.test(name)) throw invalidPluginName(typed);
  const known = findInCatalogue(catalogue, name);
  const names = known ? [known.package] : name.startsWith('@') ? [name] : [`@panka/plugin-${name.toLowerCase()}`, name];
  const range = asked === '' ? known?.range : (validRange(asked) ?? undefined);
  return { from: 'registry', names, tag: asked || 'latest', ...(range ? { range } : {}) };
}
