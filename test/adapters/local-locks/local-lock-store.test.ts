import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalLockStore } from '../../../src/adapters/local-locks/local-lock-store.js';
import { lockStoreContract } from '../../contracts/lock-store.contract.js';

lockStoreContract('LocalLockStore', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'panka-locks-'));
  return {
    first: new LocalLockStore({ folder, identity: { host: 'one', pid: 1 } }),
    second: new LocalLockStore({ folder, identity: { host: 'two', pid: 2 } }),
    wipe: async () => {
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true });
    },
    close: () => rm(folder, { recursive: true }),
  };
});
