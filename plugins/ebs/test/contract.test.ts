import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** Instances that the README's examples attach volumes to. */
const instance = (name: string, service: string) => ({
  apiVersion: 'components.panka.io/v1',
  kind: 'EC2Instance',
  metadata: { name, service },
  spec: { instanceType: 't4g.small', subnet: 'us-east-1a' },
});

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [instance('bastion', 'ops'), instance('builder', 'ops')],
  it,
  describe,
});
