import type { CostItem } from 'panka/sdk';
import type { MskSpec } from './schema.js';

const HOURS = 730;
/** Brokers of a manifest that gives no number: Networking has two zones unless it says otherwise. */
const USUAL_BROKERS = 2;

/** Brokers and their disks, or the hours of a serverless cluster; traffic and serverless partitions depend on use. */
export function fixedCost({ mode, broker, auth }: MskSpec): CostItem[] {
  if (mode === 'serverless') return [{ item: 'msk-serverless-cluster-hour', quantity: HOURS }];
  const brokers = broker.count ?? USUAL_BROKERS;
  return [
    { item: `msk-broker-hour:${broker.instanceType}`, quantity: brokers * HOURS },
    { item: 'msk-gb-month', quantity: brokers * broker.volumeGiB },
    ...(auth.scram ? [{ item: 'secret-month', quantity: 1 }] : []),
  ];
}
