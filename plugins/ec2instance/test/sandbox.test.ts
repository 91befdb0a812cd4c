import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const GROUP = 'aws:autoscaling/group:Group';
const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';
const machine = (more: JsonObject = {}): JsonObject => ({
  ami: 'ami-0123456789abcdef0',
  instanceType: 't4g.small',
  subnetId: 'subnet-1',
  rootBlockDevice: { volumeSize: 20, encrypted: true },
  ...more,
});

describe('EC2Instance in the sandbox', () => {
  it('gives an instance addresses, a zone and a root disk', async () => {
    const cloud = await TinyCloud.of(kind);
    cloud.put({
      type: 'aws:ec2/subnet:Subnet',
      id: 'subnet-1',
      inputs: {},
      outputs: { availabilityZone: 'us-east-1c' },
    });
    const { id, outputs } = cloud.create(INSTANCE, machine());
    expect(id).to.match(/^i-[0-9a-f]{17}$/);
    expect(outputs.privateDns).to.equal(`ip-${String(outputs.privateIp).replaceAll('.', '-')}.ec2.internal`);
    expect(outputs).to.include({ availabilityZone: 'us-east-1c', publicIp: '', instanceState: 'running' });
    expect(outputs.rootBlockDevice).to.include({ volumeSize: 20, encrypted: true });
    expect((outputs.rootBlockDevice as JsonObject).volumeId).to.match(/^vol-/);
    expect(cloud.create(INSTANCE, machine({ associatePublicIpAddress: true })).outputs.publicIp).to.match(/^203\.0\./);
  });

  it('keeps its root disk when it grows', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine());
    const before = made.outputs.rootBlockDevice as JsonObject;
    const grown = cloud.update(made, { rootBlockDevice: { volumeSize: 50, encrypted: true } });
    expect(grown.outputs.rootBlockDevice).to.include({ volumeSize: 50, volumeId: before.volumeId });
  });

  it('knows what cannot be changed in place', async () => {
    const { models } = (await kind.sandbox()).default;
    const { replaces = [] } = models.find(({ type }) => type === INSTANCE) ?? {};
    expect(replaces).to.include.members(['ami', 'subnetId', 'availabilityZone', 'keyName']);
    expect(replaces).to.include.members(['rootBlockDevice.encrypted', 'rootBlockDevice.kmsKeyId']);
    expect(replaces).not.to.include.members(['instanceType']);
  });

  it('refuses images, profiles and user data that EC2 would refuse', async () => {
    const cloud = await TinyCloud.of(kind);
    const create = (more: JsonObject) => () => cloud.create(INSTANCE, machine(more));
    expect(create({ ami: 'web' })).to.throw('InvalidAMIID.Malformed');
    expect(create({ iamInstanceProfile: 'none' })).to.throw('Invalid IAM Instance Profile name');
    expect(create({ userData: 'x'.repeat(16_385) })).to.throw('limited to 16384 bytes');
  });

  it('keeps a protected instance', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine({ disableApiTermination: true }));
    expect(() => cloud.delete(made)).to.throw('may not be terminated');
    cloud.delete(cloud.update(made, { disableApiTermination: false }));
    expect(cloud.list(INSTANCE)).to.deep.equal([]);
  });

  it('takes a snapshot of the root disk', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine());
    const call = kind.snapshots?.[0]?.call;
    await cloud.call(String(call?.operation), call?.params(made, 'last') ?? {});
    const { volumeId } = made.outputs.rootBlockDevice as JsonObject;
    expect(cloud.list('aws:ebs/snapshot:Snapshot').map(({ inputs }) => inputs)).to.deep.equal([
      { volumeId, description: 'last' },
    ]);
  });
});

describe('EC2Instance verification', () => {
  const alone = componentOf(kind, { instanceType: 't4g.small' });

  it('wants every instance to run and to pass its checks', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine());
    const verify = () => cloud.verify(kind, alone, { instanceIds: [made.id] });
    expect((await verify()).status).to.equal('healthy');
    const after = async (outputs: JsonObject) => {
      cloud.edit(cloud.get(INSTANCE, made.id)!, outputs);
      const { status, checks } = await verify();
      return [status, checks[0]?.detail];
    };
    expect(await after({ systemStatus: 'initializing' })).to.deep.equal([
      'pending',
      `instance ${made.id}: SystemStatus is initializing`,
    ]);
    expect(await after({ instanceState: 'stopped' })).to.deep.equal(['pending', `instance ${made.id} is stopped`]);
    expect(await after({ instanceState: 'terminated' })).to.deep.equal(['failed', `instance ${made.id} is terminated`]);
  });

  it('waits for an instance that is not there yet', async () => {
    const cloud = await TinyCloud.of(kind);
    const { status, checks } = await cloud.verify(kind, alone, { instanceIds: ['i-none'] });
    expect(status).to.equal('pending');
    expect(checks[0]?.detail).to.match(/^InvalidInstanceID.NotFound/);
  });

  it('is degraded where Session Manager does not reach it in time', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine());
    cloud.edit(made, { pingStatus: 'ConnectionLost' });
    const { default: Verifier } = await kind.verifier!();
    const verifier = new Verifier();
    const context = { outputs: { instanceIds: [made.id] }, resources: [], aws: cloud };
    const seen: string[] = [];
    for (let n = 0; n < 12; n++) seen.push((await verifier.check(alone, context)).status);
    expect(new Set(seen.slice(0, -1))).to.deep.equal(new Set(['pending']));
    expect(seen.at(-1)).to.equal('degraded');
    const without = componentOf(kind, { instanceType: 't4g.small', ssm: false });
    expect((await new Verifier().check(without, context)).status).to.equal('healthy');
  });

  it('is degraded at once where AWS does not let it ask for Session Manager', async () => {
    const cloud = await TinyCloud.of(kind);
    const made = cloud.create(INSTANCE, machine());
    const denied = Object.assign(new Error('no'), { kind: 'denied' });
    const call = (operation: string, params: JsonObject) =>
      operation.startsWith('ssm:') ? Promise.reject(denied) : cloud.call(operation, params);
    expect((await cloud.verify(kind, alone, { instanceIds: [made.id] }, { call })).status).to.equal('degraded');
  });

  it('wants the instances of a group in service, all of the newest template', async () => {
    const cloud = await TinyCloud.of(kind);
    const group = componentOf(kind, { instanceType: 't4g.small', autoscaling: { min: 2, max: 3 } });
    const outputs = { autoScalingGroupName: 'fleet' };
    const verify = async () => {
      const { status, checks } = await cloud.verify(kind, group, outputs);
      return [status, checks[0]?.detail];
    };
    expect(await verify()).to.deep.equal(['pending', 'group fleet is not there yet']);
    cloud.put({ type: TEMPLATE, id: 'lt-1', inputs: {}, outputs: { latestVersion: 2 } });
    const inputs = { minSize: 2, launchTemplate: { id: 'lt-1', version: '2' } };
    const made = { type: GROUP, id: 'fleet', inputs, outputs: { desiredCapacity: 2, inService: 1 } };
    cloud.put(made);
    expect(await verify()).to.deep.equal(['pending', '1 of 2 instances are in service']);
    cloud.edit(made, { inService: 2 });
    expect(await verify()).to.deep.equal(['healthy', undefined]);
    cloud.edit(cloud.get(TEMPLATE, 'lt-1')!, { latestVersion: 3 });
    expect(await verify()).to.deep.equal(['pending', '2 of 2 instances are of an older template']);
  });
});
