import { valueAt } from '../../diagnostics/json-pointer.js';
import type { Policy } from '../policy.js';

/** Field, the value that weakens the container, and what that means. */
const WEAK = [
  { path: '/readonlyRootFilesystem', value: false, what: 'can write to its root file system' },
  { path: '/privileged', value: true, what: 'is privileged' },
  { path: '/user', value: 'root', what: 'runs as root' },
  { path: '/user', value: '0', what: 'runs as root' },
] as const;

export const containerHardening: Policy = {
  id: 'PANKA-SEC-004',
  title: 'containers run without privileges, on a root file system that they cannot write to',
  severity: { development: 'warning', production: 'warning' },
  kinds: ['MicroService', 'Worker', 'CronJob'],
  check: ({ spec, kind, address }) =>
    WEAK.filter(({ path, value }) => valueAt(spec, path) === value).map(({ path, what }) => ({
      path,
      message: `${kind} ${address} ${what}`,
      suggestion:
        path === '/readonlyRootFilesystem' ? 'remove it and mount an ephemeral volume where it writes' : 'remove it',
    })),
};
