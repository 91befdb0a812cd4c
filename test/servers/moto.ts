import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serversFolder } from './servers-folder.js';
import { TestServer } from './test-server.js';

const SCRIPT = fileURLToPath(new URL('./moto-server.py', import.meta.url));
/** What `scripts/test-servers.mjs` has installed; else what the machine's own Python has. */
const PACKAGES = join(serversFolder, 'moto');
/** A page of a listing; S3's own has 1,000 keys, which no test would ever fill. */
export const KEYS_PER_PAGE = 40;
const env = {
  ...process.env,
  ...(existsSync(PACKAGES) && { PYTHONPATH: PACKAGES }),
  MOTO_S3_DEFAULT_MAX_KEYS: String(KEYS_PER_PAGE),
};

/** Moto: S3, DynamoDB, STS, IAM and KMS in the memory of one Python process. */
export const moto = new TestServer({
  name: 'moto',
  isThere: () => {
    const check = 'import importlib.util as u, sys; sys.exit(0 if u.find_spec("moto") and u.find_spec("flask") else 1)';
    return spawnSync('python3', ['-c', check], { env }).status === 0;
  },
  launch: async () => ({
    command: 'python3',
    args: [SCRIPT],
    env,
    port: async ({ stdout }) => Number(String((await once(stdout, 'data'))[0])),
  }),
});

/** Takes everything out of it, where it is installed: its tagging API fails where some kinds of resources without tags are there. */
export async function emptyMoto(): Promise<void> {
  if (!moto.isThere) return;
  await fetch(`${await moto.url()}/moto-api/reset`, { method: 'POST' });
}
