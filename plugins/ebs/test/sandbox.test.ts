import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const VOLUME = 'aws:ebs/volume:Volume';
const ATTACHMENT = 'aws:ec2/volumeAttachment:VolumeAttachment';
const SNAPSHOT = 'aws:ebs/snapshot:Snapshot';
const volume = (more: JsonObject = {}): JsonObject => ({
  availabilityZone: 'us-east-1a',
  size: 100,
  type: 'gp3',
  encrypted: true,
  ...more,
});
const onInstance = (volumeId: string, more: JsonObject = {}): JsonObject => ({
  volumeId,
  instanceId: 'i-1',
  deviceName: '/dev/sdf',
  ...more,
});

describe('EBS in the sandbox', () => {
  it('knows what cannot be changed in place', async () => {
    const { models } = (await kind.sandbox()).default;
    const replaces = (type: string) => models.find((model) => model.type === type)?.replaces;
    expect(replaces(VOLUME)).to.have.members([
      'availabilityZone',
      'encrypted',
      'kmsKeyId',
      'multiAttachEnabled',
      'outpostArn',
      'snapshotId',
    ]);
    expect(replaces(ATTACHMENT)).to.have.members(['deviceName', 'instanceId', 'volumeId']);
  });

  it('lets a volume grow and never shrink, within what its type has', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume());
    expect(made.outputs).to.include({ iops: 3000, throughput: 125 });
    expect(made.id).to.match(/^vol-[0-9a-f]{17}$/);
    expect(() => cloud.update(made, { size: 50 })).to.throw('New size cannot be smaller than existing size (100 → 50)');
    expect(cloud.update(made, { size: 200 }).outputs.size).to.equal(200);
    expect(() => cloud.create(VOLUME, volume({ type: 'io1', iops: 50_000 }))).to.throw('at most 50 a GiB');
    expect(() => cloud.create(VOLUME, volume({ type: 'gp9' }))).to.throw('gp9 is not supported');
    expect(() => cloud.create(VOLUME, volume({ multiAttachEnabled: true }))).to.throw('not recognized for gp3');
  });

  it('attaches a volume once, to a free device in its zone', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume());
    cloud.put({
      type: 'aws:ec2/instance:Instance',
      id: 'i-2',
      inputs: {},
      outputs: { availabilityZone: 'us-east-1b' },
    });
    const attach = (inputs: JsonObject) => () => cloud.create(ATTACHMENT, inputs);
    expect(attach(onInstance('vol-none'))).to.throw('InvalidVolume.NotFound');
    expect(attach(onInstance(made.id, { instanceId: 'i-2' }))).to.throw('InvalidVolume.ZoneMismatch');
    attach(onInstance(made.id))();
    expect(attach(onInstance(made.id, { instanceId: 'i-3' }))).to.throw('VolumeInUse');
    expect(attach(onInstance(made.id, { deviceName: '/dev/sdg' }))).to.throw('VolumeInUse');
  });

  it('refuses a device that is taken', async () => {
    const cloud = await TinyCloud.of(kind);
    const shared = cloud.create(VOLUME, volume({ type: 'io2', iops: 1000, multiAttachEnabled: true }));
    cloud.create(ATTACHMENT, onInstance(shared.id));
    expect(() => cloud.create(ATTACHMENT, onInstance(shared.id))).to.throw('/dev/sdf is already in use');
    expect(() => cloud.create(ATTACHMENT, onInstance(shared.id, { instanceId: 'i-2' }))).not.to.throw();
  });

  it('keeps an attached volume, and a snapshot of one that goes', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume({ finalSnapshot: true }));
    const attachment = cloud.create(ATTACHMENT, onInstance(made.id));
    expect(() => cloud.delete(made)).to.throw('VolumeInUse');
    cloud.delete(attachment);
    cloud.delete(made);
    expect(cloud.list(SNAPSHOT).map(({ inputs }) => inputs)).to.deep.equal([{ volumeId: made.id }]);
  });
});

describe('EBS verification', () => {
  const spec = { sizeGiB: 100, attachTo: { component: 'bastion' } };

  it('wants the volume attached to its instance', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume());
    const verify = (more: JsonObject = spec) =>
      cloud.verify(kind, componentOf(kind, more), { volumeId: made.id, device: '/dev/sdf' });
    const alone = { sizeGiB: 100, availabilityZone: 'us-east-1a' };
    expect((await verify(alone)).status).to.equal('healthy');
    expect((await verify()).checks[0]).to.deep.equal({
      name: 'ec2:DescribeVolumes api/thing is in-use',
      ok: false,
      detail: 'the volume is available',
    });
    const attachment = cloud.create(ATTACHMENT, onInstance(made.id));
    expect((await verify()).status).to.equal('healthy');
    expect((await verify(alone)).status).to.equal('healthy');
    cloud.edit(attachment, { state: 'attaching' });
    expect((await verify()).checks[0]?.detail).to.equal('the attachment as /dev/sdf is attaching');
    const elsewhere = { ...spec, attachTo: { component: 'bastion', device: '/dev/sdg' } };
    expect((await verify(elsewhere)).checks[0]?.detail).to.equal('it is not attached as /dev/sdg');
  });

  it('wants the instance to run, which was stopped for the volume', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume());
    const machine = { type: 'aws:ec2/instance:Instance', id: 'i-1', inputs: {} };
    const verifyWith = (instanceState: string) => {
      cloud.put({ ...machine, outputs: { availabilityZone: 'us-east-1a', instanceState } });
      return cloud.verify(kind, componentOf(kind, spec), { volumeId: made.id, device: '/dev/sdf' });
    };
    cloud.put({ ...machine, outputs: { availabilityZone: 'us-east-1a' } });
    cloud.create(ATTACHMENT, onInstance(made.id));
    expect((await verifyWith('running')).status).to.equal('healthy');
    const stopped = await verifyWith('stopped');
    expect(stopped.checks.at(-1)?.detail).to.equal(
      'instance i-1 is stopped: aws ec2 start-instances --instance-ids i-1',
    );
    expect(stopped.status).to.equal('pending');
  });

  it('waits for a change of size, and gives up on one that failed', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(VOLUME, volume());
    cloud.create(ATTACHMENT, onInstance(made.id));
    const verifyWith = (modification: string) => {
      cloud.edit(cloud.get(VOLUME, made.id)!, { modification });
      return cloud.verify(kind, componentOf(kind, spec), { volumeId: made.id });
    };
    expect((await verifyWith('modifying')).status).to.equal('pending');
    expect((await verifyWith('optimizing')).status).to.equal('healthy');
    const failed = await verifyWith('failed');
    expect([failed.status, failed.checks[1]?.detail]).to.deep.equal(['failed', 'the change failed: no reason given']);
  });
});
