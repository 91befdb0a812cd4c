import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { DeleteBucketCommand } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import type { DeploymentEvent } from '../../../src/core/execution/events.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newBucket, newTable } from '../../servers/clients.js';
import { type Fault, FaultProxy } from '../../servers/fault-proxy.js';
import { moto } from '../../servers/moto.js';
import { RemoteProject } from '../../servers/remote-project.js';
import { withServer } from '../../servers/with-server.js';

/** What passes when it is tried again. */
const PASSING: readonly Fault[] = [
  { status: 500, code: 'InternalError' },
  'reset',
  'lost-reply',
  { status: 503, code: 'SlowDown' },
  'cut-short',
];

/** Two queues in each of four components, with policies and alarms. */
const RESOURCES = 20;
const QUEUE = 'api/first';

withServer(moto, () => {
  describe('panka apply with its state in S3 and its locks in DynamoDB', () => {
    let direct: AwsClients;
    let proxy: FaultProxy;
    let project: RemoteProject;
    let bucket: string;
    let table: string;
    before(async () => {
      direct = clientsOf(await moto.url());
      proxy = await FaultProxy.to(await moto.url());
    });
    after(async () => {
      await direct?.close();
      await proxy?.close();
    });
    beforeEach(async () => {
      proxy.heal();
      [bucket, table] = [await newBucket(direct), await newTable(direct)];
      project = new RemoteProject({ url: proxy.url, bucket, table });
    });
    afterEach(() => project.remove());

    /** What the cloud holds is what the state holds, once each, and nothing is left open. */
    async function expectWhole(): Promise<void> {
      const [ids, recorded] = [await project.cloud(), await project.recorded()];
      expect(ids).to.have.length(RESOURCES);
      expect(recorded).to.deep.equal({ ids, pending: 0, open: 0 });
    }

    it('comes through errors, closed connections, and lost and shortened answers, with everything made and recorded once', async () => {
      let n = 0;
      proxy.onRequest = () => void n++;
      for (const [at, fault] of PASSING.entries())
        proxy.inject({ on: () => n % (PASSING.length * 4) === at * 4, fault });
      const outcome = await project.apply();
      expect(outcome.errors).to.deep.equal([]);
      expect(outcome.status).to.equal('succeeded');
      proxy.heal();
      await expectWhole();
    });

    it('keeps what was done on this machine when the credentials end in the middle, and the next run takes it up', async () => {
      const events: DeploymentEvent[] = [];
      const expire = () => proxy.inject({ fault: { status: 400, code: 'ExpiredToken' } });
      const emit = (event: DeploymentEvent) => {
        events.push(event);
        // The queue is being made, and its answer comes when no request is allowed any more.
        if (event.type === 'resource' && event.event.phase === 'started' && event.event.name === QUEUE) expire();
      };
      const faults = [{ on: 'create', name: QUEUE, delayMs: 200 }];
      const failure = await failureOf(project.apply({ emit, faults }));
      expect(failure.message).to.include('ExpiredToken');
      const spooled = events.find((event) => event.type === 'journal-spooled');
      const made = await project.cloud();
      expect(made.length, 'some were made').to.be.within(1, RESOURCES - 1);
      const spool = join(project.home, 'spool');
      const [file] = files(spool);
      expect(spooled).to.deep.include({ place: file });
      expect(statSync(file as string).mode & 0o777).to.equal(0o600);

      proxy.heal();
      await forgetDeadHolder();
      events.length = 0;
      const outcome = await project.apply({ emit: (event) => events.push(event) });
      expect(outcome).to.include({ status: 'succeeded', recovered: true });
      expect(events.find((event) => event.type === 'spool-taken-up')).to.include({ refused: 0 });
      const recovered = events.find((event) => event.type === 'recovered');
      expect(recovered, 'what was kept need not be looked for').to.deep.include({ adopted: [] });
      expect(files(spool)).to.deep.equal([]);
      await expectWhole();
      for (const id of made) expect(await project.cloud()).to.include(id);
    });

    it('leaves nothing open when only the journal was refused for a while: what is known is published at the end', async () => {
      const isLate = (path: string) => Number(/\/journal\/(\d+)$/.exec(path)?.[1] ?? 0) >= 3;
      proxy.inject({ on: ({ path }) => isLate(path), fault: { status: 403, code: 'AccessDenied' } });
      const failed = await project.apply();
      expect(failed.status).to.equal('failed');
      const said = failed.errors.map(({ message }) => message).join('\n');
      expect(said).to.include('AccessDenied').and.to.include(join(project.home, 'spool'));
      expect(files(join(project.home, 'spool'))).to.deep.equal([]);
      expect((await project.recorded()).open).to.equal(0);
      proxy.heal();
      expect((await project.apply()).status).to.equal('succeeded');
      await expectWhole();
    });

    /** The lock could not be freed either; a process that has ended would be taken over at once, and this one goes on. */
    async function forgetDeadHolder(): Promise<void> {
      const { locks } = await (await project.session()).stores();
      for (const lock of await locks.list()) expect(await locks.evict(lock)).to.equal(true);
    }

    it('changes nothing and says what is missing when a permission is missing', async () => {
      for (const action of ['GetObject', 'TransactWriteItems', 'PutObject']) {
        proxy.inject({ on: (request) => request.action === action, fault: { status: 403, code: 'AccessDenied' } });
        const failure = await failureOf(project.apply());
        const isLock = action === 'TransactWriteItems';
        expect(failure.message).to.include(isLock ? table : `s3://${bucket}/stacks/queues/development/`);
        expect(failure.message)
          .to.include(`${isLock ? 'dynamodb' : 's3'}:${action}`)
          .and.to.include('access denied');
        proxy.heal();
      }
      expect(await project.cloud()).to.deep.equal([]);
      expect((await project.apply()).status).to.equal('succeeded');
      await expectWhole();
    });

    it('stops, and does not take it for a fresh start, when the bucket or the table was deleted', async () => {
      await (await direct.dynamodb()).send(new DeleteTableCommand({ TableName: table }));
      expect((await failureOf(project.apply())).code).to.equal('LockTableMissing');
      await (await direct.s3()).send(new DeleteBucketCommand({ Bucket: bucket }));
      const failure = await failureOf(project.apply());
      expect(failure.code).to.equal('BucketMissing');
      expect(failure.suggestions.join()).to.include('panka config');
      expect(await project.cloud()).to.deep.equal([]);
    });

    it('says which setting is missing', async () => {
      project.configure({ state: { backend: 's3' } });
      const failure = await failureOf(project.session());
      expect(failure.code).to.equal('SettingNeeded');
      expect(failure.message).to.include('state.bucket');
      expect(failure.suggestions.join()).to.include('PANKA_STATE_BUCKET');
    });
  });
});

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
