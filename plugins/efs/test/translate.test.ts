import { expect } from 'chai';
import type { JsonObject, Network } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { lostBy } from '../../common/test/data-loss.js';
import { granted, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const SYSTEM = 'aws:efs/fileSystem:FileSystem';
const TARGET = 'aws:efs/mountTarget:MountTarget';
const POINT = 'aws:efs/accessPoint:AccessPoint';
const computed = { [SYSTEM]: { dnsName: 'fs-1.efs.us-east-1.amazonaws.com' } };

function made(spec: JsonObject = {}, zones?: readonly string[]) {
  const network: Partial<Network> = {
    subnets: () => ['subnet-1', 'subnet-2', 'subnet-3'],
    zones: () => zones ?? ['us-east-1a', 'us-east-1b', 'us-east-1a'],
  };
  return translate(kind, componentOf(kind, spec), { computed, services: { network: network as Network } });
}

describe('EFS translation', () => {
  it('is encrypted, elastic and mounted in every zone once', async () => {
    const translated = await made();
    const [system] = translated.of(SYSTEM);
    expect(system?.inputs).to.deep.include({
      creationToken: 'shop-dev-api-thing-abc123',
      encrypted: true,
      throughputMode: 'elastic',
      performanceMode: 'generalPurpose',
      lifecyclePolicies: [{ transitionToIa: 'AFTER_30_DAYS' }, { transitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }],
      protection: { replicationOverwrite: 'ENABLED' },
    });
    expect(translated.of(TARGET).map(({ name, inputs }) => [name, inputs.subnetId])).to.deep.equal([
      ['api/thing/mount-target-us-east-1a', 'subnet-1'],
      ['api/thing/mount-target-us-east-1b', 'subnet-2'],
    ]);
    expect(translated.outputs).to.deep.equal({
      fileSystemId: 'api/thing-id',
      fileSystemArn: 'api/thing.arn',
      dnsName: 'fs-1.efs.us-east-1.amazonaws.com',
      accessPointIds: { app: 'api/thing/access-point-app-id' },
      accessPointArns: { app: 'api/thing/access-point-app.arn' },
      mountTargetIds: ['api/thing/mount-target-us-east-1a-id', 'api/thing/mount-target-us-east-1b-id'],
      securityGroupId: 'api/thing/sg-id',
    });
  });

  it('mounts in every subnet where zones are not known', async () => {
    const targets = (await made({}, [])).of(TARGET);
    expect(targets.map(({ name }) => name)).to.deep.equal([
      'api/thing/mount-target-0',
      'api/thing/mount-target-1',
      'api/thing/mount-target-2',
    ]);
  });

  it('is in one zone, and has the name that leads there from all', async () => {
    const translated = await made({ oneZone: 'us-east-1b' });
    expect(translated.of(TARGET).map(({ inputs }) => inputs.subnetId)).to.deep.equal(['subnet-2']);
    expect(translated.outputs.dnsName).to.equal('us-east-1b.fs-1.efs.us-east-1.amazonaws.com');
    expect(translated.of(SYSTEM)[0]?.inputs).to.include({ availabilityZoneName: 'us-east-1b' });
    for (const [zones, message] of [
      [undefined, 'no data subnet is in oneZone us-east-1c; they are in us-east-1a, us-east-1b, us-east-1a'],
      [[], 'which subnet is in oneZone us-east-1c is not known'],
    ] as const) {
      const failure = await made({ oneZone: 'us-east-1c' }, zones).catch((error: Error) => error);
      expect(failure).to.have.property('message').that.includes(message);
    }
  });

  it('makes the folder of an access point for its user, but not the root', async () => {
    const accessPoints: JsonObject[] = [
      { name: 'app', path: '/app', uid: 33, gid: 34, permissions: '0750' },
      { name: 'all', path: '/' },
    ];
    const translated = await made({ accessPoints });
    const points = ['app', 'all'].map((name) => {
      const found = translated.of(POINT).find((point) => point.name.endsWith(`-${name}`));
      return [found?.inputs.posixUser, found?.inputs.rootDirectory];
    });
    expect(points).to.deep.equal([
      [
        { uid: 33, gid: 34 },
        { path: '/app', creationInfo: { ownerUid: 33, ownerGid: 34, permissions: '0750' } },
      ],
      [{ uid: 1000, gid: 1000 }, { path: '/' }],
    ]);
  });

  it('lets consumers in on the port of NFS, through access points, as far as their level goes', async () => {
    const translated = await made();
    const { network, variables } = translated.translation.provides ?? {};
    expect(network?.ports).to.deep.equal([{ port: 2049, protocol: 'tcp' }]);
    expect(Object.keys(variables?.('write') ?? {})).to.deep.equal(['FILE_SYSTEM_ID']);
    expect(await granted(translated, 'connect')).to.deep.equal([]);
    expect(await granted(translated, 'read')).to.deep.equal([
      {
        Effect: 'Allow',
        Action: ['elasticfilesystem:ClientMount'],
        Resource: 'api/thing.arn',
        Condition: { StringEquals: { 'elasticfilesystem:AccessPointArn': ['api/thing/access-point-app.arn'] } },
      },
    ]);
    const actions = async (level: 'write' | 'admin') => (await granted(translated, level))[0]?.Action;
    expect(await actions('write')).to.deep.equal(['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite']);
    expect(await actions('admin')).to.include('elasticfilesystem:ClientRootAccess');
  });

  it('keeps out who speaks plain text or comes by another way', async () => {
    const [policy] = (await made()).of('aws:efs/fileSystemPolicy:FileSystemPolicy');
    const statements: JsonObject[] = JSON.parse(String(policy?.inputs.policy)).Statement;
    expect(statements.map(({ Effect, Condition }) => [Effect, Condition])).to.deep.equal([
      ['Deny', { Bool: { 'aws:SecureTransport': 'false' } }],
      ['Deny', { Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } }],
    ]);
  });

  it('watches what its modes have', async () => {
    expect((await made()).alarms).to.deep.equal(['io-limit']);
    expect((await made({ throughputMode: 'bursting' })).alarms).to.deep.equal(['io-limit', 'burst-credits']);
    expect((await made({ throughputMode: 'bursting', performanceMode: 'maxIO' })).alarms).to.deep.equal([
      'burst-credits',
    ]);
  });

  it('loses its data only with the file system itself', async () => {
    const lost = (after: JsonObject) => lostBy(kind, {}, after, { computed });
    expect(await lost({ encryption: { kmsKey: 'arn:aws:kms:us-east-1:000000000000:key/k' } })).to.equal(
      'replaces FileSystem api/thing',
    );
    expect(await lost({ throughputMode: 'bursting', performanceMode: 'maxIO' })).to.equal(
      'replaces FileSystem api/thing',
    );
    expect(await lost({ throughputMode: 'bursting', lifecycle: { toIA: 'NEVER' } })).to.equal(undefined);
    expect(await lost({ accessPoints: [{ name: 'app', path: '/elsewhere' }] })).to.equal(undefined);
  });

  it('costs what is set aside', () => {
    const cost = (spec: JsonObject) => kind.fixedCost?.(componentOf(kind, spec).spec);
    expect(cost({})).to.deep.equal([]);
    expect(cost({ throughputMode: 'provisioned', provisionedMiBps: 64 })).to.deep.equal([
      { item: 'efs-provisioned-mibps-month', quantity: 64 },
    ]);
  });
});
