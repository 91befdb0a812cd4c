import { expect } from 'chai';
import { DynamoDBLockStore } from '../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { S3StateStore } from '../../src/adapters/s3-state/s3-state-store.js';
import { killMatrix } from '../core/execution/kill-matrix/kill-matrix.js';
import { KILL_PROGRAMS } from '../core/execution/kill-matrix/kill-programs.js';
import type { Backend } from '../core/execution/kill-matrix/kill-stage.js';
import { SEED, seededSample } from '../helpers/seeded-sample.js';
import { clientsOf, newBucket, newTable } from '../servers/clients.js';
import { moto } from '../servers/moto.js';
import { withServer } from '../servers/with-server.js';

/** Points of each program. */
const POINTS = process.env['PANKA_LONG'] === 'sample' ? 1 : 12;

type Clients = ReturnType<typeof clientsOf>;

/** A bucket and a table; another prefix and another table each time that they are put back. */
async function remoteBackend(clients: Clients): Promise<Backend> {
  const bucket = await newBucket(clients);
  let [prefix, table] = ['0', await newTable(clients)];
  let kept: readonly (readonly [string, string])[] = [];
  const objects = () => new S3StateStore({ client: () => clients.s3(), bucket, prefix }).objects;
  return {
    objects,
    locks: (pid, now) =>
      new DynamoDBLockStore({ client: () => clients.dynamodb(), table, now, identity: { host: 'test', pid } }),
    keep: async () => {
      const keys = await objects().list('stacks');
      kept = await Promise.all(keys.map(async (key) => [key, (await objects().read(key))?.text ?? ''] as const));
    },
    putBack: async () => {
      [prefix, table] = [`${Number(prefix) + 1}`, await newTable(clients)];
      for (const [key, text] of kept) await objects().write({ key, text, expected: undefined, durable: true });
    },
  };
}

withServer(moto, () => {
  describe(`a deployment over S3 and DynamoDB that is cut off (PANKA_SEED=${SEED})`, () => {
    for (const program of KILL_PROGRAMS)
      it(`is finished by the next run, with nothing lost or doubled: ${program.name}`, async function () {
        this.timeout(0);
        const clients = clientsOf(await moto.url());
        try {
          const backend = await remoteBackend(clients);
          const { points, of, failed } = await killMatrix(program, backend, (all) => seededSample(all, POINTS));
          console.log(`      ${program.name}, over S3: ${points} points of ${of}, ${points - failed.length} converged`);
          expect(failed, failed.join('\n')).to.deep.equal([]);
        } finally {
          await clients.close();
        }
      });
  });
});
