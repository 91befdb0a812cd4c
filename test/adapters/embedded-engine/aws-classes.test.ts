import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { UnitProgram } from '../../../src/core/engine/deployment-engine.js';
import { World } from './world.js';

const program: UnitProgram = async () => {
  const provider = new aws.Provider('eu', { region: 'eu-west-1', defaultTags: { tags: { team: 'shop' } } });
  const dead = new aws.sqs.Queue('dead', { name: 'dead' }, { provider });
  const queue = new aws.sqs.Queue('queue', {
    name: 'orders',
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
    tags: { stage: 'test' },
  });
  const bucket = new aws.s3.Bucket('bucket', { bucket: 'files' }, { protect: false, retainOnDelete: false });
  new aws.s3.BucketObject('page', {
    bucket: bucket.id,
    key: 'index.html',
    source: new pulumi.asset.StringAsset('<h1>hello</h1>'),
  });
  new aws.rds.Instance('db', { instanceClass: 'db.t4g.micro', password: pulumi.secret('hush-hush') });
  const caller = await aws.getCallerIdentity({});
  return { url: queue.url, account: caller.accountId, token: queue.id };
};

describe('programs of @pulumi/aws classes', () => {
  it('deploy, stay as they are, and go away', async () => {
    const world = new World();
    expect((await world.preview(program)).errors).to.deep.equal([]);
    const up = await world.up(program);
    expect(up.errors).to.deep.equal([]);
    const queue = world.resource('queue');
    expect(queue.inputs).to.deep.include({ name: 'orders', tags: { stage: 'test' } });
    expect(queue.inputs?.['redrivePolicy']).to.equal('{"deadLetterTargetArn":"arn:dead-1","maxReceiveCount":3}');
    expect(queue.provider).to.contain('pulumi:providers:aws::default_7_48_0::');
    expect(world.resource('dead').provider).to.contain('pulumi:providers:aws::eu::');
    expect(JSON.stringify(world.base)).to.not.contain('hush-hush');

    await world.up(program);
    expect(world.entries).to.deep.equal([]);
    await world.destroy();
    expect(world.provider.cloud.size).to.equal(0);
  });

  it('record assets with the hash of their content, so that a change of it is seen', async () => {
    const world = new World();
    const upload =
      (text: string): UnitProgram =>
      async () => {
        new aws.s3.BucketObject('page', { bucket: 'files', key: 'a', source: new pulumi.asset.StringAsset(text) });
        return {};
      };
    await world.up(upload('one'));
    expect(world.resource('page').inputs?.['source']).to.deep.equal({
      '4dabf18193072939515e22adb298388d': 'c44067f5952c0a294b673a41bacd8c17',
      text: 'one',
      hash: '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed',
    });
    await world.up(upload('two'));
    expect(world.ops()).to.deep.equal(['update page']);
  });
});
