import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** The README's example mounts an EFS file system. */
const neighbour = {
  apiVersion: 'components.panka.io/v1',
  kind: 'EFS',
  metadata: { name: 'shared-files', service: 'web' },
  spec: {
    external: { outputs: { fileSystemId: 'fs-00000000000000001', accessPointIds: { app: 'fsap-00000000000000001' } } },
  },
};

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [neighbour],
  it,
  describe,
});
