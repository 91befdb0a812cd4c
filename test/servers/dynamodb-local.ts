import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { serversFolder } from './servers-folder.js';
import { TestServer } from './test-server.js';

const FOLDER = join(serversFolder, 'dynamodb-local');
const MAIN = 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner';
/** Java does not look at its stdin, so a shell ends it. */
const UNTIL_STDIN_ENDS = 'exec 3<&0; java "$@" & pid=$!; (cat <&3 >/dev/null; kill $pid) & wait $pid';

/** Amazon's DynamoDB Local, in memory. */
export const dynamodbLocal = new TestServer({
  name: 'DynamoDB Local',
  isThere: () => existsSync(FOLDER) && spawnSync('java', ['-version']).status === 0,
  launch: async () => {
    const port = await freePort();
    const java = [`-Djava.library.path=${FOLDER}`, '-cp', join(FOLDER, '*'), '-Xmx128m', '-XX:TieredStopAtLevel=1'];
    return {
      command: 'sh',
      args: ['-c', UNTIL_STDIN_ENDS, 'sh', ...java, MAIN, '-inMemory', '-port', String(port)],
      port: async () => {
        while (!(await accepts(port))) await sleep(50);
        return port;
      },
    };
  },
});

/** Below the ports that systems give to whoever asks for any, so that nobody is given this one before it is taken. */
const PORTS = { from: 20_000, count: 10_000 } as const;

/** It takes no "any free port", so one is looked for. */
async function freePort(): Promise<number> {
  const port = PORTS.from + randomInt(PORTS.count);
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return freePort();
  server.close();
  await once(server, 'close');
  return port;
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
}
