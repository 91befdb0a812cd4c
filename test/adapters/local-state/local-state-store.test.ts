import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LocalStateStore } from '../../../src/adapters/local-state/local-state-store.js';
import { stateStoreContract } from '../../contracts/state-store.contract.js';

stateStoreContract('LocalStateStore', async ({ now }) => {
  const folder = await mkdtemp(join(tmpdir(), 'panka-state-'));
  return {
    first: new LocalStateStore({ folder, now }),
    second: new LocalStateStore({ folder, now }),
    tamper: async (key, change) => {
      const file = join(folder, key);
      const changed = change(await readFile(file, 'utf8'));
      if (changed === undefined) await rm(file);
      else await writeFile(file, changed);
    },
    close: () => rm(folder, { recursive: true }),
  };
});
