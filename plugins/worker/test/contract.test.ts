import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** The README's example reads an MSK cluster; no plugin of this repository makes one. */
const neighbour = {
  apiVersion: 'components.panka.io/v1',
  kind: 'MSK',
  metadata: { name: 'events', service: 'streaming' },
  spec: { external: { outputs: { bootstrapServers: 'b-1.events.example.com:9098' } } },
};

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [neighbour],
  it,
  describe,
});
