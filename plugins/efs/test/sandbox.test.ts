import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const SYSTEM = 'aws:efs/fileSystem:FileSystem';
const TARGET = 'aws:efs/mountTarget:MountTarget';
const POINT = 'aws:efs/accessPoint:AccessPoint';
const system = (more: JsonObject = {}): JsonObject => ({ creationToken: 'files', throughputMode: 'elastic', ...more });

/** Subnets a, b and a second one in zone a. */
async function network(): Promise<TinyCloud> {
  const cloud = await TinyCloud.of(kind);
  for (const [id, availabilityZone] of [
    ['subnet-a', 'us-east-1a'],
    ['subnet-b', 'us-east-1b'],
    ['subnet-a2', 'us-east-1a'],
  ] as const)
    cloud.put({ type: 'aws:ec2/subnet:Subnet', id, inputs: {}, outputs: { availabilityZone } });
  return cloud;
}

describe('EFS in the sandbox', () => {
  it('gives a file system an id, an ARN and a name', async () => {
    const { id, outputs } = (await network()).create(SYSTEM, system());
    expect(id).to.match(/^fs-[0-9a-f]{17}$/);
    expect(outputs).to.include({
      arn: `arn:aws:elasticfilesystem:us-east-1:000000000000:file-system/${id}`,
      dnsName: `${id}.efs.us-east-1.amazonaws.com`,
    });
  });

  it('knows what cannot be changed in place', async () => {
    const { models } = (await kind.sandbox()).default;
    const replaces = (type: string) => models.find((model) => model.type === type)?.replaces;
    expect(replaces(SYSTEM)).to.have.members([
      'availabilityZoneName',
      'creationToken',
      'encrypted',
      'kmsKeyId',
      'performanceMode',
    ]);
    expect(replaces(TARGET)).to.include.members(['fileSystemId', 'subnetId', 'ipAddress']);
    expect(replaces(POINT)).to.deep.equal(['*']);
  });

  it('takes one mount target in a zone, in the zone of the file system', async () => {
    const cloud = await network();
    const { id } = cloud.create(SYSTEM, system());
    const mount = (subnetId: string, fileSystemId = id) => cloud.create(TARGET, { fileSystemId, subnetId });
    mount('subnet-a');
    expect(mount('subnet-b').outputs).to.include({ availabilityZoneName: 'us-east-1b' });
    expect(() => mount('subnet-a2')).to.throw('MountTargetConflict');
    expect(() => mount('subnet-a', 'fs-other')).to.throw('FileSystemNotFound');
    const other = await network();
    const one = other.create(SYSTEM, system({ availabilityZoneName: 'us-east-1b' }));
    const mounted = () => other.create(TARGET, { fileSystemId: one.id, subnetId: 'subnet-a' });
    expect(mounted).to.throw('AvailabilityZonesMismatch');
  });

  it('refuses modes that do not go together', async () => {
    const cloud = await network();
    const create = (more: JsonObject) => () => cloud.create(SYSTEM, system(more));
    expect(create({ performanceMode: 'maxIO' })).to.throw('Elastic throughput is not supported');
    expect(create({ throughputMode: 'provisioned' })).to.throw('is required when');
    expect(create({ provisionedThroughputInMibps: 5 })).to.throw('is only valid when');
    const both = { transitionToIa: 'AFTER_7_DAYS', transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' };
    expect(create({ lifecyclePolicies: [both] })).to.throw('only a single transition');
    const archive = [{ transitionToArchive: 'AFTER_90_DAYS' }];
    expect(create({ throughputMode: 'bursting', lifecyclePolicies: archive })).to.throw('Archive');
  });

  it('keeps a file system as long as it can be mounted', async () => {
    const cloud = await network();
    const made = cloud.create(SYSTEM, system());
    const target = cloud.create(TARGET, { fileSystemId: made.id, subnetId: 'subnet-a' });
    expect(() => cloud.delete(made)).to.throw('FileSystemInUse');
    cloud.delete(target);
    cloud.delete(made);
    expect(cloud.list(SYSTEM)).to.deep.equal([]);
  });
});

describe('EFS verification', () => {
  it('wants the file system and every mount target to be available', async () => {
    const cloud = await network();
    const component = componentOf(kind, {});
    const made = cloud.create(SYSTEM, system());
    const target = cloud.create(TARGET, { fileSystemId: made.id, subnetId: 'subnet-a' });
    const outputs = { fileSystemId: made.id, mountTargetIds: [target.id] };
    const verify = (more: JsonObject = {}) => cloud.verify(kind, component, { ...outputs, ...more });
    expect((await verify()).status).to.equal('healthy');
    const missing = await verify({ mountTargetIds: [target.id, 'fsmt-2'] });
    expect([missing.status, missing.checks[1]?.detail]).to.deep.equal([
      'pending',
      'mount target fsmt-2 is not there yet',
    ]);
    const being = cloud.edit(target, { lifeCycleState: 'creating' });
    expect((await verify()).checks[1]?.detail).to.equal(`mount target ${being.id} is creating`);
    cloud.edit(made, { lifeCycleState: 'updating' });
    expect((await verify()).checks[0]?.detail).to.equal('the file system is updating');
    expect((await verify({ fileSystemId: 'fs-2' })).checks[0]?.detail).to.match(/^FileSystemNotFound/);
  });
});
