import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serversFolder } from './servers-folder.js';
import { TestServer } from './test-server.js';

const SCRIPT = fileURLToPath(new URL('./moto-server.py', import.meta.url));
let python: string | undefined;

/** Moto: S3, DynamoDB, STS, IAM and KMS in the memory of one Python process. */
export const moto = new TestServer({
  name: 'moto',
  isThere: () => {
    python = findPython();
    return python !== undefined;
  },
  launch: async () => ({
    command: python as string,
    args: [SCRIPT],
    port: async ({ stdout }) => Number(String((await once(stdout, 'data'))[0])),
  }),
});

/** The one of `scripts/test-servers.mjs`, else a Python of the machine that has moto. */
function findPython(): string | undefined {
  const own = join(serversFolder, 'moto', 'bin', 'python');
  const check = 'import importlib.util as u, sys; sys.exit(0 if u.find_spec("moto") and u.find_spec("flask") else 1)';
  return [own, 'python3'].find(
    (command) => (command !== own || existsSync(own)) && spawnSync(command, ['-c', check]).status === 0,
  );
}
