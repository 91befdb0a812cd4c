import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PriceList } from '../../core/cost/price-list.js';

/** The region whose prices ship with Panka: they stand in for other regions, which an estimate says. */
const REGION = 'us-east-1';

export async function readPrices(root: string): Promise<PriceList> {
  return JSON.parse(await readFile(join(root, 'pricing', `${REGION}.json`), 'utf8')) as PriceList;
}
