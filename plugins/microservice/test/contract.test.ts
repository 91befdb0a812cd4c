import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** The README's example mounts an EFS file system. */
const neighbour = {
  apiVersion: 'components.panka.io/v1',
  kind: 'EFS',
  metadata: { name: 'shared-files', service: 'web' },
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
