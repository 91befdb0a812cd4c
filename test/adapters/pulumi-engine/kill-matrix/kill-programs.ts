import type { JsonObject } from '../../../../src/sdk/index.js';
import { queue, shop, table, topic, worker } from '../../../core/execution/unit-project.js';

const kept = [queue('orders/kept'), table('api/kept', 'id')];

/** What is deployed first: 27 resources. */
export const BEFORE: readonly JsonObject[] = shop(
  'stack',
  ...kept,
  queue('orders/incoming', { visibilityTimeout: 30 }),
  queue('orders/sorted'),
  table('api/users', 'id'),
  topic('api/news', 'anna@example.com'),
  worker('api/handler', { QUEUE: 'orders/incoming' }),
  queue('orders/leaving'),
  worker('api/leaving', { QUEUE: 'orders/leaving' }),
);

/** And then: creates, updates, replacements with the new one first and with the old one first, deletions. */
export const AFTER: readonly JsonObject[] = shop(
  'stack',
  ...kept,
  queue('orders/incoming', { visibilityTimeout: 31 }),
  queue('orders/sorted', { type: 'fifo' }),
  table('api/users', 'email'),
  topic('api/news', 'bert@example.com'),
  worker('api/handler', { QUEUE: 'orders/incoming' }, { timeout: 9 }),
  queue('orders/coming'),
  worker('api/coming', { QUEUE: 'orders/coming' }),
);
