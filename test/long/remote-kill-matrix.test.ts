import { expect } from 'chai';
import { DynamoDBLockStore } from '../../src/adapters/dynamodb-locks/dynamodb-lock-store.js';
import { killMatrix } from '../core/execution/kill-matrix/kill-matrix.js';
import { KILL_PROGRAMS } from '../core/execution/kill-matrix/kill-programs.js';
import type { Backend } from '../core/execution/kill-matrix/kill-stage.js';
import { SEED, seededSample } from '../helpers/seeded-sample.js';
import { moto } from '../servers/moto.js';
import { RemoteStores } from '../servers/remote-stores.js';
import { withServer } from '../servers/with-server.js';

/** Points of each program: with those of killed processes over a thousand. */
const POINTS = Number(process.env['PANKA_REMOTE_POINTS'] ?? (process.env['PANKA_LONG'] === 'sample' ? 1 : 84));

/** The processes of the matrix, with the stores of a server. */
function remoteBackend(stores: RemoteStores): Backend {
  return {
    objects: () => stores.state.objects,
    locks: (pid, now) =>
      new DynamoDBLockStore({
        client: () => stores.clients.dynamodb(),
        table: stores.places.table,
        now,
        identity: { host: 'test', pid },
      }),
    keep: () => stores.keep(),
    putBack: () => stores.putBack(),
  };
}

withServer(moto, () => {
  describe(`a deployment over S3 and DynamoDB that is cut off (PANKA_SEED=${SEED})`, () => {
    for (const program of KILL_PROGRAMS)
      it(`is finished by the next run, with nothing lost or doubled: ${program.name}`, async function () {
        this.timeout(0);
        const stores = await RemoteStores.on(await moto.url());
        try {
          const { points, of, failed } = await killMatrix(program, remoteBackend(stores), (all) =>
            seededSample(all, POINTS),
          );
          console.log(`      ${program.name}, over S3: ${points} points of ${of}, ${points - failed.length} converged`);
          expect(failed, failed.join('\n')).to.deep.equal([]);
        } finally {
          await stores.close();
        }
      });
  });
});
