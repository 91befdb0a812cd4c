import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../core/registry/catalogue.js';

/** catalogue.json of this CLI. */
export function readCatalogue(hostRoot: string): Catalogue {
  return JSON.parse(readFileSync(join(hostRoot, 'catalogue.json'), 'utf8')) as Catalogue;
}
