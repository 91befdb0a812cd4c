import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectsV2Command,
  PutBucketVersioningCommand,
} from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { S3Objects } from '../../../src/adapters/s3-state/s3-objects.js';
import { repairState } from '../../../src/core/state-admin/repair-state.js';
import { stateVersions } from '../../../src/core/state-admin/state-versions.js';
import { AT } from '../../core/state/state-samples.js';
import { DeployedStack } from '../../core/state-admin/deployed-stack.js';
import { changeOf } from '../../core/state-admin/state-ports.js';
import { clientsOf, newBucket } from '../../servers/clients.js';
import { moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

const CHECKPOINT = 'stacks/shop/prod/pulumi/stack/checkpoint.json';

withServer(moto, () => {
  describe('a bucket that keeps versions', () => {
    let clients: AwsClients;
    let bucket: string;
    let stack: DeployedStack;
    before(async () => {
      clients = clientsOf(await moto.url());
      bucket = await newBucket(clients);
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await (await clients.s3()).send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
      stack = new DeployedStack(new S3Objects({ client: () => clients.s3(), bucket }));
      for (const visibilityTimeout of [1, 2, 3]) await stack.deploy({ 'api/first': { visibilityTimeout } });
    });
    after(() => clients?.close());

    it('lists those of head and checkpoint, newest first, each of which can be read', async () => {
      const { objects } = await stateVersions(stack.state, AT, 10);
      expect(objects.map(({ object, versions }) => `${object} ${versions.length}`)).to.deep.equal([
        'state.json 3',
        'pulumi/stack/checkpoint.json 3',
      ]);
      const [newest, , oldest] = objects[0]?.versions ?? [];
      expect([newest?.isCurrent, oldest?.isCurrent]).to.deep.equal([true, false]);
      const read = (id = '') => stack.objects.readVersion?.('stacks/shop/prod/state.json', id);
      expect(await read(oldest?.id)).to.include('"serial": 1,');
      expect(await read('never-was')).to.equal(undefined);
    });

    it('gives back a checkpoint that was deleted together with the copies in the history', async () => {
      const s3 = await clients.s3();
      const Prefix = 'stacks/shop/prod/history/';
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
      const Objects = Contents.filter(({ Key = '' }) => Key.endsWith('.checkpoint.json')).map(({ Key }) => ({ Key }));
      await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: CHECKPOINT }));
      const request = { ...changeOf(stack), deep: false, acceptLoss: false, approve: async () => true };
      const { repaired, left } = await repairState(request);
      expect(repaired.map(({ kind }) => kind)).to.deep.equal(['checkpoint-missing']);
      expect(left).to.deep.equal([]);
      expect((await stack.deploy({ 'api/first': { visibilityTimeout: 4 } })).serial).to.equal(4);
    });
  });
});
