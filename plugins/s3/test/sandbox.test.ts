import { expect } from 'chai';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const BLOCK = 'aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock';
const closed = { blockPublicAcls: true, blockPublicPolicy: true, ignorePublicAcls: true, restrictPublicBuckets: true };

async function withBucket() {
  const cloud = await TinyCloud.of(kind);
  const bucket = cloud.create('aws:s3/bucket:Bucket', { bucket: 'b', name: 'b' });
  return { cloud, bucket };
}

describe('S3 in the sandbox', () => {
  it('replicates only what keeps versions', async () => {
    const { cloud } = await withBucket();
    const replicate = () => cloud.create('aws:s3/bucketReplicationConfig:BucketReplicationConfig', { bucket: 'b' });
    expect(replicate).to.throw("Versioning must be 'Enabled'");
    cloud.create('aws:s3/bucketVersioning:BucketVersioning', {
      bucket: 'b',
      versioningConfiguration: { status: 'Enabled' },
    });
    expect(replicate().id).to.equal('b');
  });
});

describe('S3 verification', () => {
  it('wants a bucket that is there, closed and encrypted as asked', async () => {
    const { cloud } = await withBucket();
    const verify = (algorithm: string) =>
      cloud.verify(kind, componentOf(kind, { encryption: { algorithm } }), { bucketName: 'b' });
    expect((await verify('AES256')).checks[1]?.detail).to.match(/^NoSuchPublicAccessBlockConfiguration/);
    const block = cloud.create(BLOCK, { bucket: 'b', ...closed });
    expect((await verify('AES256')).status).to.equal('healthy');
    expect((await verify('aws:kms')).checks[2]?.detail).to.equal('the bucket encrypts with AES256');
    cloud.update(block, { blockPublicPolicy: false });
    expect(await verify('AES256')).to.deep.include({ status: 'pending' });
    expect((await verify('AES256')).checks[1]?.detail).to.equal('not blocked: BlockPublicPolicy');
  });

  it('finds a bucket that is gone', async () => {
    const { cloud } = await withBucket();
    const verified = await cloud.verify(kind, componentOf(kind, {}), { bucketName: 'other' });
    expect(verified.checks.every((check) => /^(NotFound|NoSuchBucket)/.test(check.detail ?? ''))).to.equal(true);
  });
});
