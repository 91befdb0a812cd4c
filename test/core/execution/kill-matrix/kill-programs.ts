import type { JsonObject } from '../../../../src/sdk/index.js';
import { network, queue, shop, table, topic, worker } from '../unit-project.js';

/** What is deployed, and what is then asked for: documents, or `gone` for a destroy. */
export interface KillProgram {
  readonly name: string;
  readonly before?: readonly JsonObject[];
  readonly after: readonly JsonObject[] | 'gone';
}

const orders = queue('orders/incoming', { visibilityTimeout: 30 });
const handler = worker('api/handler', { QUEUE: 'orders/incoming' });
const both = shop('stack', orders, handler);

export const KILL_PROGRAMS: readonly KillProgram[] = [
  { name: 'create', after: both },
  {
    name: 'update',
    before: both,
    after: shop(
      'stack',
      queue('orders/incoming', { visibilityTimeout: 31 }),
      worker('api/handler', {}, { timeout: 9 }),
    ),
  },
  {
    name: 'replace, the new one first',
    before: shop('stack', topic('api/news', 'anna@example.com')),
    after: shop('stack', topic('api/news', 'bert@example.com')),
  },
  {
    name: 'replace, the old one first',
    before: shop('stack', orders, table('api/users', 'id')),
    after: shop('stack', queue('orders/incoming', { type: 'fifo' }), table('api/users', 'email')),
  },
  {
    name: 'delete of components',
    before: shop('stack', orders, handler, table('api/users', 'id')),
    after: shop('stack', orders),
  },
  { name: 'destroy', before: both, after: 'gone' },
  {
    name: 'shared pieces',
    before: shop('stack', orders),
    after: shop('stack', network(), orders, worker('api/handler', {}, { vpc: { enabled: true } })),
  },
  { name: 'units of services', after: shop('service', orders, handler) },
];
