import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { TinyCloud } from '../../common/test/cloud.js';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const VOLUME = 'aws:ebs/volume:Volume';
const DOCUMENT = 'aws:ssm/document:Document';
const ASSOCIATION = 'aws:ssm/association:Association';

async function deployed(more: JsonObject = {}) {
  const cloud = await TinyCloud.of(kind);
  const broker = cloud.create(INSTANCE, {
    ami: 'ami-0a1b2c3d4e5f60718',
    tags: { 'panka:kafka-cluster': 'c' },
    ...more,
  });
  cloud.create(DOCUMENT, { name: 'brokers', documentType: 'Command', content: '{}' });
  const run = () =>
    cloud.create(ASSOCIATION, {
      name: 'brokers',
      associationName: 'brokers',
      targets: [{ key: 'tag:panka:kafka-cluster', values: ['c'] }],
    });
  return { cloud, broker, run, verify: () => cloud.verify(kind, componentOf(kind, { brokers: 1 }), {}) };
}

describe('Kafka verification', () => {
  it('waits until the scripts went through on every broker', async () => {
    const { run, verify } = await deployed();
    const first = await verify();
    expect([first.status, first.checks[1]?.detail]).to.deep.equal(['pending', 'nothing ran yet']);
    run();
    expect((await verify()).status).to.equal('healthy');
  });

  it('fails where a script failed, and waits for instances that are not well yet', async () => {
    const { cloud, broker, run, verify } = await deployed();
    const association = run();
    cloud.edit(broker, { instanceStatus: 'initializing' });
    const second = await verify();
    expect([second.status, second.checks[0]?.detail]).to.deep.equal(['pending', 'its checks are ok and initializing']);
    cloud.edit(association, { status: 'Failed' });
    const third = await verify();
    expect([third.status, third.checks[1]?.detail]).to.deep.equal(['failed', 'brokers: Failed']);
  });

  it('counts the brokers', async () => {
    const { cloud, run } = await deployed();
    run();
    const { status, checks } = await cloud.verify(kind, componentOf(kind, { brokers: 3 }), {});
    expect([status, checks[0]?.detail]).to.deep.equal(['pending', '1 are there']);
  });
});

describe('Kafka in the sandbox', () => {
  it('loses data with its disks only', async () => {
    expect([kind.stateful, kind.dataTypes]).to.deep.equal([true, [VOLUME]]);
    const { default: models } = await kind.sandbox();
    const replaces = (type: string) => models.models.find((model) => model.type === type)?.replaces;
    expect(replaces(VOLUME)).to.include.members(['availabilityZone', 'kmsKeyId']);
    expect(replaces(INSTANCE)).to.include('subnetId').and.not.include('instanceType');
  });

  it('counts versions of a document, and runs none that is not there', async () => {
    const { cloud } = await deployed();
    const document = cloud.create(DOCUMENT, { name: 'more', documentType: 'Command', content: 'a' });
    expect(document.outputs.latestVersion).to.equal('1');
    expect(cloud.update(document, { content: 'b' }).outputs.latestVersion).to.equal('2');
    expect(() => cloud.create(ASSOCIATION, { name: 'none', targets: [] })).to.throw(/does not exist/);
  });

  it('keeps instances that may not be terminated', async () => {
    const { cloud, broker } = await deployed({ disableApiTermination: true });
    expect(() => cloud.delete(broker)).to.throw(/may not be terminated/);
  });
});
