import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** What the README's example reads. */
const neighbour = {
  apiVersion: 'components.panka.io/v1',
  kind: 'MSK',
  metadata: { name: 'events', service: 'streaming' },
  spec: {},
};

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [neighbour],
  it,
  describe,
});
