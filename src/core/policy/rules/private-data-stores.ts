import { dotted, valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

const SWITCHES = ['/publicAccess', '/publiclyAccessible', '/instance/publicAccess', '/instance/publiclyAccessible'];

export const privateDataStores: Policy = {
  id: 'PANKA-PUB-002',
  title: 'databases, caches and brokers are not reachable from the internet',
  severity: { development: 'error', production: 'error' },
  kinds: ['RDS', 'DocumentDB', 'ElastiCacheRedis', 'ElastiCacheMemcached', 'AWSMemoryDB', 'Kafka', 'MSK'],
  check({ spec, kind, address }) {
    const open = SWITCHES.filter((path) => valueAt(spec, path) === true);
    const findings = open.map((path) => ({
      path,
      message: `${kind} ${address} is reachable from the internet`,
      suggestion: `remove ${dotted(`/spec${path}`)}`,
    }));
    if (valueAt(spec, '/networking/subnets') !== 'public') return findings;
    return [
      ...findings,
      {
        path: '/networking/subnets',
        message: `${kind} ${address} is in public subnets`,
        suggestion: 'write "subnets: data" or "subnets: private"',
      },
    ];
  },
};
