import { expect } from 'chai';
import dynamodb from '../../../../plugins/dynamodb/src/index.js';
import ebs from '../../../../plugins/ebs/src/index.js';
import efs from '../../../../plugins/efs/src/index.js';
import s3 from '../../../../plugins/s3/src/index.js';
import { onMoto, wrongIn } from './on-moto.js';

const CLOSED = { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true };

onMoto('storage', ({ call, verify }) => {
  it('S3 want a bucket that is there, closed and encrypted as asked', async () => {
    const look = (algorithm: string, bucketName = 'panka-verified') =>
      verify(s3, { encryption: { algorithm } }, { outputs: { bucketName } });
    await call('s3:CreateBucket', { Bucket: 'panka-verified' });
    expect(wrongIn(await look('AES256'))[0]).to.match(/^s3:GetPublicAccessBlock: NoSuchPublicAccessBlockConfiguration/);
    await call('s3:PutPublicAccessBlock', { Bucket: 'panka-verified', PublicAccessBlockConfiguration: CLOSED });
    const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }];
    await call('s3:PutBucketEncryption', {
      Bucket: 'panka-verified',
      ServerSideEncryptionConfiguration: { Rules },
    });
    expect(await look('AES256')).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('aws:kms'))).to.deep.equal(['the bucket encrypts with AES256']);
    expect(wrongIn(await look('AES256', 'panka-nowhere'))[0]).to.match(/^s3:HeadBucket: NotFound/);
  });

  it('DynamoDB want an active table with its indexes and backups', async () => {
    const keys = [{ AttributeName: 'id', KeyType: 'HASH' }];
    await call('dynamodb:CreateTable', {
      TableName: 'orders',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: keys,
      GlobalSecondaryIndexes: [{ IndexName: 'ById', KeySchema: keys, Projection: { ProjectionType: 'ALL' } }],
    });
    const hashKey = { name: 'id', type: 'S' };
    const look = (index: string, tableName = 'orders') =>
      verify(
        dynamodb,
        { hashKey, pointInTimeRecovery: true, globalSecondaryIndexes: [{ name: index, hashKey }] },
        { outputs: { tableName } },
      );
    expect(wrongIn(await look('ById'))).to.deep.equal(['point-in-time recovery is DISABLED']);
    await call('dynamodb:UpdateContinuousBackups', {
      TableName: 'orders',
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    });
    expect(await look('ById')).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look('ByState'))).to.deep.equal(['index ByState is missing']);
    expect(wrongIn(await look('ById', 'nowhere'))[0]).to.match(/^dynamodb:DescribeTable: ResourceNotFoundException/);
  });

  it('EBS want a volume that is there and attached as asked', async () => {
    const { VolumeId } = await call('ec2:CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 8, VolumeType: 'gp3' });
    const look = (spec: object, volumeId = VolumeId) =>
      verify(ebs, { sizeGiB: 8, availabilityZone: 'us-east-1a', ...spec }, { outputs: { volumeId: volumeId ?? null } });
    expect(await look({})).to.deep.include({ status: 'healthy' });
    const attachTo = { component: 'host', device: '/dev/sdf' };
    expect(wrongIn(await look({ availabilityZone: undefined, attachTo }))).to.deep.equal(['the volume is available']);
    expect(wrongIn(await look({}, 'vol-00000000000000000'))[0]).to.match(
      /^ec2:DescribeVolumes: InvalidVolume.NotFound/,
    );
  });

  it('EFS want a file system, and every mount target', async () => {
    const { FileSystemId = null } = await call('elasticfilesystem:CreateFileSystem', { CreationToken: 'panka-files' });
    const { Subnets } = await call('ec2:DescribeSubnets');
    const [subnet] = Subnets as { SubnetId: string }[];
    const { MountTargetId = null } = await call('elasticfilesystem:CreateMountTarget', {
      FileSystemId,
      SubnetId: String(subnet?.SubnetId),
    });
    const look = (fileSystemId = FileSystemId, mountTargetId = MountTargetId) =>
      verify(efs, {}, { outputs: { fileSystemId, mountTargetIds: [mountTargetId] } });
    expect(await look()).to.deep.include({ status: 'healthy' });
    expect(wrongIn(await look(FileSystemId, 'fsmt-0'))).to.deep.equal(['mount target fsmt-0 is not there yet']);
    expect(wrongIn(await look('fs-00000000'))[0]).to.match(
      /^elasticfilesystem:DescribeFileSystems: FileSystemNotFound/,
    );
  });
});
