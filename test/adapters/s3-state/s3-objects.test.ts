import { HeadObjectCommand, PutBucketEncryptionCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import type { AwsClients } from '../../../src/adapters/aws-clients/aws-clients.js';
import { S3Objects } from '../../../src/adapters/s3-state/s3-objects.js';
import { S3StateStore } from '../../../src/adapters/s3-state/s3-state-store.js';
import { AT } from '../../core/state/state-samples.js';
import { failureOf } from '../../helpers/failure-of.js';
import { clientsOf, newBucket } from '../../servers/clients.js';
import { FaultProxy } from '../../servers/fault-proxy.js';
import { KEYS_PER_PAGE, moto } from '../../servers/moto.js';
import { withServer } from '../../servers/with-server.js';

const KMS_KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000';

withServer(moto, () => {
  describe('S3Objects', () => {
    let proxy: FaultProxy;
    let clients: AwsClients;
    let bucket: string;
    let objects: S3Objects;
    before(async () => {
      proxy = await FaultProxy.to(await moto.url());
      clients = clientsOf(proxy.url);
    });
    after(async () => {
      await clients?.close();
      await proxy?.close();
    });
    beforeEach(async () => {
      bucket = await newBucket(clients);
      objects = new S3Objects({ client: () => clients.s3(), bucket });
      proxy.requests.length = 0;
    });

    const put = (store: S3Objects, key: string, text = '{}') =>
      store.write({ key, text, expected: undefined, durable: true });
    const head = async (key: string) =>
      (await clients.s3()).send(new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }));

    it('encrypts each object with SSE-S3, and has its SHA-256 checked and kept', async () => {
      await put(objects, 'a', 'hello');
      const { ServerSideEncryption, ChecksumSHA256, ContentLength } = await head('a');
      expect({ ServerSideEncryption, ChecksumSHA256, ContentLength }).to.deep.equal({
        ServerSideEncryption: 'AES256',
        ChecksumSHA256: 'LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=',
        ContentLength: 5,
      });
    });

    it('encrypts with the KMS key that it is given', async () => {
      await put(new S3Objects({ client: () => clients.s3(), bucket, kmsKey: KMS_KEY }), 'a');
      expect(await head('a')).to.include({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KMS_KEY });
      expect((await objects.read('a'))?.text).to.equal('{}');
    });

    it('leaves it to a bucket that has a KMS key of its own', async () => {
      const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: KMS_KEY } as const;
      const ServerSideEncryptionConfiguration = { Rules: [{ ApplyServerSideEncryptionByDefault }] };
      const s3 = await clients.s3();
      await s3.send(new PutBucketEncryptionCommand({ Bucket: bucket, ServerSideEncryptionConfiguration }));
      await put(objects, 'a');
      expect(await head('a')).to.include({ ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KMS_KEY });
    });

    it('refuses an object that is not encrypted, and says how to encrypt it', async () => {
      await (await clients.s3()).send(new PutObjectCommand({ Bucket: bucket, Key: 'plain', Body: '{}' }));
      const failure = await failureOf(objects.read('plain'));
      expect(failure.code).to.equal('StateUnencrypted');
      expect(failure.message).to.include(`s3://${bucket}/plain`).and.to.include('s3:GetObject');
      expect(failure.suggestions.join()).to.include('--sse AES256');
    });

    it('sends one request for a write, one for a read, and one for a removal of many, after a look at the bucket', async () => {
      await put(objects, 'x/a');
      await put(objects, 'x/b');
      await objects.read('x/a');
      await objects.remove(['x/a', 'x/b', 'x/never-there']);
      expect(proxy.requests.map(({ action }) => action)).to.deep.equal([
        'GetBucketEncryption',
        'PutObject',
        'PutObject',
        'GetObject',
        'DeleteObjects',
      ]);
      expect(await objects.list('x')).to.deep.equal([]);
    });

    it('lists all pages, and only the folder that was asked for', async () => {
      const keys = Array.from({ length: KEYS_PER_PAGE + 3 }, (_, n) => `some/folder/${n}`);
      await Promise.all([...keys, 'some/folder-not', 'some/other'].map((key) => put(objects, key)));
      proxy.requests.length = 0;
      expect(await objects.list('some/folder')).to.have.members(keys);
      expect(proxy.requests).to.have.length(2);
    });

    it('is no fresh start where the bucket is not there, for any request', async () => {
      const nowhere = new S3Objects({ client: () => clients.s3(), bucket: `gone-${bucket}` });
      for (const call of [
        () => nowhere.read('a'),
        () => put(nowhere, 'a'),
        () => nowhere.list('a'),
        () => nowhere.remove(['a']),
      ]) {
        const failure = await failureOf(call);
        expect(failure.code).to.equal('BucketMissing');
        expect(failure.message).to.include(`gone-${bucket}`);
        expect(failure.suggestions.join('\n')).to.include('panka config').and.to.include('panka backend create');
      }
    });

    it('says how to bring back the version before a damaged one', async () => {
      const prefix = 'team';
      const text = '{"half":';
      await put(new S3Objects({ client: () => clients.s3(), bucket, prefix }), 'stacks/shop/prod/state.json', text);
      const failure = await failureOf(new S3StateStore({ client: () => clients.s3(), bucket, prefix }).readState(AT));
      expect(failure.code).to.equal('StateCorrupt');
      expect(failure.suggestions.join('\n'))
        .to.include(`aws s3api list-object-versions --bucket ${bucket} --prefix team/stacks/shop/prod/state.json`)
        .and.to.include(`--copy-source "${bucket}/team/stacks/shop/prod/state.json?versionId=`);
    });
  });
});
