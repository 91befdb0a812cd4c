import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, ProvidedComponent } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { lostBy } from '../../common/test/data-loss.js';
import { granted, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const VOLUME = 'aws:ebs/volume:Volume';
const ATTACHMENT = 'aws:ec2/volumeAttachment:VolumeAttachment';
const POLICY = 'aws:dlm/lifecyclePolicy:LifecyclePolicy';
const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';

const bastion: ProvidedComponent = {
  component: stranger('api/bastion', 'EC2Instance'),
  provides: {},
  outputs: { instanceId: pulumi.output('i-1'), availabilityZone: pulumi.output('us-east-1b') },
};
const attached = [reference('api/bastion', 'EC2Instance', { path: '/attachTo/component', reason: 'attachment' })];

function made(spec: JsonObject, keyArn?: string) {
  const references = spec.attachTo === undefined ? [] : attached;
  const component = componentOf(kind, { sizeGiB: 100, ...spec }, { references });
  return translate(kind, component, {
    provided: { 'api/bastion': bastion },
    ...(keyArn === undefined ? {} : { keyArn }),
  });
}

describe('EBS translation', () => {
  it('is encrypted, in the zone of its instance, and attached to it', async () => {
    const translated = await made({ attachTo: { component: 'bastion' } });
    expect(translated.of(VOLUME)[0]?.inputs).to.deep.include({
      availabilityZone: 'us-east-1b',
      size: 100,
      type: 'gp3',
      encrypted: true,
      finalSnapshot: true,
    });
    expect(translated.of(ATTACHMENT)[0]?.inputs).to.deep.equal({
      volumeId: 'api/thing-id',
      instanceId: 'i-1',
      deviceName: '/dev/sdf',
      stopInstanceBeforeDetaching: true,
    });
    expect(translated.outputs).to.deep.equal({
      volumeId: 'api/thing-id',
      volumeArn: 'api/thing.arn',
      availabilityZone: 'us-east-1b',
      device: '/dev/sdf',
    });
  });

  it('may be alone', async () => {
    const translated = await made({ availabilityZone: 'us-east-1a' });
    expect(translated.of(ATTACHMENT)).to.deep.equal([]);
    expect(translated.outputs).not.to.have.property('device');
  });

  it('says size, speed, key and contents as asked', async () => {
    const translated = await made(
      {
        availabilityZone: 'us-east-1a',
        type: 'io2',
        iops: 5000,
        multiAttach: true,
        encryption: { kmsKey: 'stack' },
        restoreFrom: { snapshotId: 'snap-1' },
        finalSnapshot: false,
      },
      KEY,
    );
    expect(translated.of(VOLUME)[0]?.inputs).to.include({
      type: 'io2',
      iops: 5000,
      multiAttachEnabled: true,
      kmsKeyId: KEY,
      snapshotId: 'snap-1',
      finalSnapshot: false,
    });
  });

  it('leaves no snapshot where deletionPolicy says so', async () => {
    const translated = await made({ availabilityZone: 'us-east-1a', deletionPolicy: 'delete' });
    expect(translated.of(VOLUME)[0]?.inputs.finalSnapshot).to.equal(false);
  });

  it('takes snapshots of this volume alone, by a mark that no other has', async () => {
    const translated = await made({
      availabilityZone: 'us-east-1a',
      snapshots: { intervalHours: 6, time: '01:30', retain: 28 },
    });
    const mark = 'shop-dev-api-thing-snapshots-abc123';
    expect(translated.of(VOLUME)[0]?.inputs.tags).to.include({ 'panka:snapshots': mark });
    const [policy] = translated.of(POLICY);
    expect(policy?.inputs.description).to.equal('Snapshots of api thing');
    expect(policy?.inputs.policyDetails).to.deep.equal({
      policyType: 'EBS_SNAPSHOT_MANAGEMENT',
      resourceTypes: ['VOLUME'],
      targetTags: { 'panka:snapshots': mark },
      schedules: [
        {
          name: 'every 6 hours',
          createRule: { interval: 6, intervalUnit: 'HOURS', times: '01:30' },
          retainRule: { count: 28 },
          copyTags: true,
        },
      ],
    });
  });

  it('takes none where they are turned off', async () => {
    const translated = await made({ availabilityZone: 'us-east-1a', snapshots: { enabled: false } });
    expect(translated.of(POLICY)).to.deep.equal([]);
    expect(translated.of(VOLUME)[0]?.inputs.tags).not.to.have.property('panka:snapshots');
  });

  it('lets consumers look, attach to instances of the stack, or change it', async () => {
    const translated = await made({ availabilityZone: 'us-east-1a' });
    expect(await granted(translated, 'connect')).to.deep.equal([]);
    expect(await granted(translated, 'read')).to.deep.equal([
      { Effect: 'Allow', Action: ['ec2:DescribeVolumes'], Resource: '*' },
    ]);
    const [, volume, instances] = await granted(translated, 'write');
    expect(volume?.Resource).to.equal('api/thing.arn');
    expect(instances).to.deep.include({
      Resource: 'arn:aws:ec2:us-east-1:000000000000:instance/*',
      Condition: {
        StringEquals: { 'aws:ResourceTag/panka:stack': 'shop', 'aws:ResourceTag/panka:environment': 'dev' },
      },
    });
    const admin = await granted(translated, 'admin');
    expect(admin.flatMap(({ Action }) => Action)).to.include.members(['ec2:CreateSnapshot', 'ec2:ModifyVolume']);
    expect(admin.flatMap(({ Action }) => Action)).not.to.include('ec2:DeleteVolume');
  });

  it('watches what waits, and the credits of types that burst', async () => {
    const zone = { availabilityZone: 'us-east-1a' };
    expect((await made(zone)).alarms).to.deep.equal(['queue-length']);
    expect((await made({ ...zone, type: 'st1', sizeGiB: 500 })).alarms).to.deep.equal([
      'queue-length',
      'burst-balance',
    ]);
  });

  it('loses its data where the volume is replaced, and not where it grows', async () => {
    const before = { sizeGiB: 100, availabilityZone: 'us-east-1a' };
    const lost = (change: JsonObject) => lostBy(kind, before, { ...before, ...change });
    expect(await lost({ availabilityZone: 'us-east-1b' })).to.equal('replaces Volume api/thing');
    expect(await lost({ restoreFrom: { snapshotId: 'snap-2' } })).to.equal('replaces Volume api/thing');
    expect(await lost({ encryption: { kmsKey: KEY } })).to.equal('replaces Volume api/thing');
    expect(await lost({ sizeGiB: 200, type: 'io2', iops: 4000, snapshots: { enabled: false } })).to.equal(undefined);
  });
});
