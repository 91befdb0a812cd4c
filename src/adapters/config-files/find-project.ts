import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { noProject } from '../../core/config/errors.js';

const MARKERS = ['stack.yaml', 'stack.yml', 'panka.yaml'];

/** The folder to work on: `--dir` as given, else the nearest at or above the current one that holds a stack. Throws NoProject. */
export function findProject(given: string | undefined, cwd: string = process.cwd()): string {
  if (given !== undefined) {
    const folder = resolve(cwd, given);
    if (!existsSync(folder) || !statSync(folder).isDirectory()) throw noProject(folder);
    return folder;
  }
  for (let folder = resolve(cwd); ; folder = dirname(folder)) {
    if (MARKERS.some((marker) => existsSync(join(folder, marker)))) return folder;
    if (folder === dirname(folder)) throw noProject(cwd);
  }
}
