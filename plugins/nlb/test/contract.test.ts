import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [
    {
      apiVersion: 'components.panka.io/v1',
      kind: 'MicroService',
      metadata: { name: 'collector', service: 'ingest' },
      spec: { image: 'registry.example.com/collector:1.0', ports: [{ name: 'tcp', port: 9000 }] },
    },
  ],
  it,
  describe,
});
