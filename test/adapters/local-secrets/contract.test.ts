import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalSecretSealer } from '../../../src/adapters/local-secrets/local-secret-sealer.js';
import { secretSealerContract } from '../../contracts/secret-sealer.contract.js';
import { sealerOf, secretsRequest } from '../../core/secrets/secrets-world.js';
import { MemoryObjects } from '../../core/state/memory-objects.js';

describe('secrets sealed with a key file', () => {
  const folders: string[] = [];
  const newFolder = () => {
    const folder = mkdtempSync(join(tmpdir(), 'panka-secrets-'));
    folders.push(folder);
    return folder;
  };
  after(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  secretSealerContract('LocalSecretSealer', async () => {
    const folder = newFolder();
    return {
      sealerOf: async (stack) => new LocalSecretSealer({ folder, stackId: `${stack}/prod` }),
      loseKey: async () => rmSync(join(folder, 'secrets.key')),
    };
  });

  secretSealerContract('RingSealer with LocalRootKey', async () => {
    const keys = newFolder();
    const objects = new MemoryObjects();
    return {
      sealerOf: (stack) => sealerOf(secretsRequest({}, { objects, keys, at: { stack, environment: 'prod' } })),
      loseKey: async () => rmSync(join(keys, 'secrets.key')),
    };
  });
});
