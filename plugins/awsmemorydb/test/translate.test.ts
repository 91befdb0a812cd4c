import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { lostBy } from '../../common/test/data-loss.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const CLUSTER = 'aws:memorydb/cluster:Cluster';
const USER = 'aws:memorydb/user:User';
const PASSWORD = 'a-password-that-is-long';
const SECRET = 'aws:secretsmanager/getSecretVersion:getSecretVersion';
/** Pulumi's mark of a secret on the way to an engine. */
const SECRET_SIGNATURE = '4dabf18193072939515e22adb298388d';
const lookups = { [SECRET]: { arn: 'arn:secret', secretString: `{"password":"${PASSWORD}"}`, versionId: 'v1' } };
const computed = { [CLUSTER]: { clusterEndpoints: [{ address: 'c.memorydb', port: 6379 }] } };
const base = (more: JsonObject = {}): JsonObject => ({ cluster: { nodeType: 'db.t4g.small' }, ...more });
const made = (more: JsonObject = {}) =>
  translate(kind, componentOf(kind, base(more)), { keyArn: KEY, lookups, computed });
const withPasswords: JsonObject = {
  security: {
    auth: 'password',
    users: [
      { name: 'app', passwordSecret: { ref: 'dev/app' } },
      { name: 'reports', accessString: 'on ~r:* +@read', passwordSecret: { ref: 'dev/reports' } },
    ],
  },
};

describe('AWSMemoryDB translation', () => {
  it('declares an encrypted, private cluster with TLS', async () => {
    const { of, outputs, alarms } = await made();
    expect(of(CLUSTER)[0]?.inputs).to.deep.include({
      name: 'shop-dev-api-thing-abc123',
      engine: 'valkey',
      engineVersion: '7.3',
      numShards: 1,
      numReplicasPerShard: 1,
      tlsEnabled: true,
      kmsKeyArn: KEY,
      aclName: 'shop-dev-api-thing-acl-abc123',
      snapshotRetentionLimit: 7,
      finalSnapshotName: 'shop-dev-api-thing-abc123-final',
    });
    expect(of('aws:memorydb/parameterGroup:ParameterGroup')[0]?.inputs.family).to.equal('memorydb_valkey7');
    expect(outputs).to.deep.include({
      endpoint: 'c.memorydb',
      port: 6379,
      userName: 'shop-dev-api-thing-writer-abc123',
      userArn: 'api/thing/writer.arn',
    });
    expect(alarms).to.deep.equal(['memory', 'cpu', 'replication', 'evictions']);
  });

  it('lets a writer, a reader and further users log in with IAM', async () => {
    const { of } = await made({ security: { users: [{ name: 'reports', accessString: 'on ~r:* +@read' }] } });
    expect(of(USER).map(({ name, inputs }) => [name, inputs.accessString])).to.deep.equal([
      ['api/thing/writer', 'on ~* &* +@all'],
      ['api/thing/reader', 'on ~* -@all +@read +@connection +info +cluster'],
      ['api/thing/user-reports', 'on ~r:* +@read'],
    ]);
    for (const { inputs } of of(USER)) expect(inputs.authenticationMode).to.deep.equal({ type: 'iam' });
    expect(of('aws:memorydb/acl:Acl')[0]?.inputs.userNames).to.have.length(3);
  });

  it('takes passwords from secrets, and gives them to users alone', async () => {
    const { of, resources, outputs, translation } = await made(withPasswords);
    expect(of(USER).map(({ name }) => name)).to.deep.equal(['api/thing/user-app', 'api/thing/user-reports']);
    const holders = resources.filter((one) => JSON.stringify(one.inputs).includes(PASSWORD)).map((one) => one.type);
    expect(new Set(holders)).to.deep.equal(new Set([USER]));
    expect(outputs).to.deep.include({ userName: 'shop-dev-api-thing-user-app-abc123', secretArn: 'arn:secret' });
    expect(translation.provides?.secrets?.PASSWORD?.key).to.equal('password');
  });

  it('marks passwords as secret', async () => {
    const { of } = await made(withPasswords);
    for (const { inputs } of of(USER)) expect(JSON.stringify(inputs.authenticationMode)).to.contain(SECRET_SIGNATURE);
  });

  it('keeps data of r6gd nodes on disk, sorts parameters, restores from a snapshot', async () => {
    const { of } = await made({
      cluster: { nodeType: 'db.r6gd.xlarge' },
      parameters: { timeout: 60, activedefrag: true },
      restoreFrom: { snapshot: 's' },
      finalSnapshot: false,
    });
    expect(of(CLUSTER)[0]?.inputs).to.include({ dataTiering: true, snapshotName: 's' });
    expect(of(CLUSTER)[0]?.inputs).not.to.have.property('finalSnapshotName');
    expect(of('aws:memorydb/parameterGroup:ParameterGroup')[0]?.inputs.parameters).to.deep.equal([
      { name: 'activedefrag', value: 'yes' },
      { name: 'timeout', value: '60' },
    ]);
  });
});

describe('AWSMemoryDB access', () => {
  it('logs readers and writers in as different users', async () => {
    const cluster = await made();
    const login = async (level: 'connect' | 'read' | 'write') => {
      const variables = await resolve(pulumi.output(cluster.translation.provides?.variables?.(level)));
      return [(await granted(cluster, level)).map((s) => s.Resource), variables];
    };
    const variables = { HOST: 'c.memorydb', PORT: '6379', TLS: 'true', NAME: 'shop-dev-api-thing-abc123' };
    expect(await login('connect')).to.deep.equal([[], { ...variables, USERNAME: 'shop-dev-api-thing-writer-abc123' }]);
    expect(await login('read')).to.deep.equal([
      [['api/thing.arn', 'api/thing/reader.arn']],
      { ...variables, USERNAME: 'shop-dev-api-thing-reader-abc123' },
    ]);
    expect((await login('write'))[0]).to.deep.equal([['api/thing.arn', 'api/thing/writer.arn']]);
    expect(cluster.translation.provides).not.to.have.property('secrets');
  });

  it('needs no IAM to log in with a password, and lets admins operate the cluster', async () => {
    const cluster = await made(withPasswords);
    expect(await granted(cluster, 'write')).to.deep.equal([]);
    const [operate] = await granted(cluster, 'admin');
    expect(operate?.Action).to.deep.equal([
      'memorydb:CreateSnapshot',
      'memorydb:DescribeClusters',
      'memorydb:FailoverShard',
    ]);
    expect(operate?.Resource).to.deep.equal([
      'api/thing.arn',
      'arn:aws:memorydb:us-east-1:000000000000:snapshot/shop-dev-api-thing-abc123-*',
    ]);
  });
});

describe('Changes of an AWSMemoryDB', () => {
  const changed = (more: JsonObject) => lostBy(kind, base(), base(more), { keyArn: KEY, lookups, computed });

  it('that replace the cluster lose its data', async () => {
    const lost = 'replaces Cluster api/thing';
    expect(await changed({ port: 6400 })).to.equal(lost);
    expect(await changed({ encryption: { kmsKey: 'arn:other' } })).to.equal(lost);
    expect(await changed({ restoreFrom: { snapshot: 's' } })).to.equal(lost);
    expect(await changed({ cluster: { nodeType: 'db.r6gd.xlarge' } })).to.equal(lost);
  });

  it('that are done in place do not, nor do other users', async () => {
    expect(await changed({ cluster: { nodeType: 'db.r7g.large', shards: 3 } })).to.equal(undefined);
    expect(await changed({ parameters: { timeout: '60' }, backup: { retentionDays: 30 } })).to.equal(undefined);
    expect(await changed(withPasswords)).to.equal(undefined);
  });
});
