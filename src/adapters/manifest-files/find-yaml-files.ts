import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.js';
import { unreadableFile } from './file-problems.js';

export interface FoundFiles {
  /** Relative to the folder, with `/`, sorted. */
  readonly paths: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds the YAML files below a folder. Follows symbolic links, but reads no folder twice, so that a loop ends. */
export function findYamlFiles(folder: string): FoundFiles {
  const walk = new Walk(folder);
  walk.folder('', folder);
  walk.links();
  return { paths: walk.paths.sort(), diagnostics: walk.diagnostics };
}

const YAML = /\.ya?ml$/;

class Walk {
  readonly paths: string[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #root: string;
  /** Real paths of the folders that were read. */
  readonly #read = new Set<string>();
  /** Links are followed after everything else: what is in the project itself keeps its own path. */
  readonly #links: string[] = [];

  constructor(root: string) {
    this.#root = root;
  }

  folder(path: string, absolute: string): void {
    let entries: Dirent[];
    try {
      if (path === '') this.#read.add(realpathSync(absolute));
      entries = readdirSync(absolute, { withFileTypes: true });
    } catch (error) {
      this.diagnostics.push(unreadableFile(path === '' ? absolute : path, error));
      return;
    }
    for (const entry of entries) {
      const child = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isFile()) {
        if (YAML.test(entry.name) && !isHidden(entry.name)) this.paths.push(child);
      } else if (isIgnored(entry.name)) continue;
      else if (entry.isDirectory()) {
        const inside = join(absolute, entry.name);
        this.#read.add(inside);
        this.folder(child, inside);
      } else if (entry.isSymbolicLink()) this.#links.push(child);
    }
  }

  links(): void {
    for (let link = this.#links.shift(); link !== undefined; link = this.#links.shift()) this.#follow(link);
  }

  #follow(path: string): void {
    const absolute = join(this.#root, path);
    try {
      const status = statSync(absolute);
      if (status.isFile() && YAML.test(path)) this.#linkedFile(path, realpathSync(absolute));
      if (!status.isDirectory()) return;
      const real = realpathSync(absolute);
      if (this.#read.has(real)) return;
      this.#read.add(real);
      this.folder(path, real);
    } catch (error) {
      if (YAML.test(path)) this.diagnostics.push(unreadableFile(path, error));
    }
  }

  /** A link to a file of the project would give the same documents twice. */
  #linkedFile(path: string, real: string): void {
    const folder = real.slice(0, Math.max(0, real.lastIndexOf('/')));
    const inside = this.#read.has(folder) && YAML.test(real);
    if (!inside && !this.#read.has(real)) this.paths.push(path);
    this.#read.add(real);
  }
}

/** Folders that never hold manifests, and everything that starts with a dot. */
function isIgnored(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/** Editors leave such files behind. `.panka.yaml` is configuration. */
function isHidden(name: string): boolean {
  return name.startsWith('.');
}
