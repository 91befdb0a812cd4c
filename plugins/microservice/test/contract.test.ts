import { fileURLToPath } from 'node:url';
import { kindContract } from 'panka/sdk/testing';
import { sharedFiles } from '../../common/test/shared-files.js';
import kind from '../src/index.js';

kindContract({
  kind,
  packageDir: fileURLToPath(new URL('..', import.meta.url)),
  golden: fileURLToPath(new URL('expected', import.meta.url)),
  neighbours: [sharedFiles],
  it,
  describe,
});
