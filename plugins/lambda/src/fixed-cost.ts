import type { CostItem } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';

const SECONDS = 730 * 3600;

/** Only what is kept warm costs without calls. */
export function fixedCost({ provisionedConcurrency, memory, architecture }: LambdaSpec): CostItem[] {
  if (provisionedConcurrency === undefined) return [];
  const quantity = provisionedConcurrency * (memory / 1024) * SECONDS;
  return [{ item: `lambda-provisioned-gb-second:${architecture}`, quantity }];
}
