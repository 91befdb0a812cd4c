import { existsSync, realpathSync } from 'node:fs';
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { PluginIdentity } from '../../core/registry/kind-registry.js';
import { findPackage, hostPackages } from './host-packages.js';

/**
 * Makes sure that a plugin imports the host's copies of the shared packages. Real paths are compared first; only where
 * another copy or none would be found (a linked folder with its own node_modules) a resolve hook steps in, which costs
 * 150 ms once.
 */
export class SharedCopyGuard {
  readonly #hostRoot: string;
  readonly #roots: readonly string[];
  #hooked = false;

  /** `plugins`: everything that may be imported in this run. */
  constructor(hostRoot: string, plugins: readonly PluginIdentity[]) {
    this.#hostRoot = hostRoot;
    this.#roots = plugins.filter((p) => p.type !== 'bundled').map((p) => realRoot(p.root));
  }

  /** Call before the first import from a plugin. */
  ensure(plugin: PluginIdentity): void {
    if (this.#hooked || plugin.type === 'bundled' || !this.#seesForeignCopy(plugin)) return;
    register(this.#hook(), {
      data: {
        host: pathToFileURL(`${this.#hostRoot}/package.json`).href,
        roots: this.#roots.map((root) => pathToFileURL(`${root}/`).href),
        packages: [...hostPackages(this.#hostRoot).keys()],
      },
    });
    this.#hooked = true;
  }

  /** A built module of its own, since it runs on the loader's thread, where nothing translates TypeScript. */
  #hook(): URL {
    return pathToFileURL(`${this.#hostRoot}/dist/adapters/oclif-plugins/shared-resolve-hook.js`);
  }

  #seesForeignCopy(plugin: PluginIdentity): boolean {
    return [...hostPackages(this.#hostRoot)].some(([name, folder]) => findPackage(plugin.root, name) !== folder);
  }
}

/** As Node names it in an import: symbolic links followed. */
function realRoot(root: string): string {
  return existsSync(root) ? realpathSync(root) : root;
}
