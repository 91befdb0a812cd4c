import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import kind from '../src/index.js';

/** A function of that name in each service of the examples: any target would do for the suite itself. */
const functions = ['api', 'web', 'shop', 'checkout'].map((service) => ({
  apiVersion: 'components.panka.io/v1',
  kind: 'Lambda',
  metadata: { name: 'users-fn', service },
  spec: { runtime: 'nodejs22.x', handler: 'index.handler', code: { zipFile: 'exports.handler = async () => "ok";' } },
}));

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: functions,
  it,
  describe,
});
