import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { granted, resolve, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const KEY = 'arn:aws:kms:us-east-1:000000000000:key/k';
const GROUP = 'aws:elasticache/replicationGroup:ReplicationGroup';
const SERVERLESS = 'aws:elasticache/serverlessCache:ServerlessCache';
const USER = 'aws:elasticache/user:User';
const PARAMETERS = 'aws:elasticache/parameterGroup:ParameterGroup';
const TOKEN = 'a-token-that-is-long-enough';
const SECRET = 'aws:secretsmanager/getSecretVersion:getSecretVersion';
const PASSWORD = 'aws:secretsmanager/getRandomPassword:getRandomPassword';
const lookups = {
  [SECRET]: { arn: 'arn:secret', secretString: `{"username":"default","password":"${TOKEN}"}`, versionId: 'v1' },
  [PASSWORD]: { randomPassword: TOKEN },
};
const NODE = { nodeType: 'cache.t4g.small' };
const base = (more: JsonObject = {}): JsonObject => ({ cluster: NODE, ...more });
const made = (more: JsonObject = {}) => translate(kind, componentOf(kind, base(more)), { keyArn: KEY, lookups });
const inputsOf = async (more: JsonObject = {}) => (await made(more)).of(GROUP)[0]?.inputs ?? {};
const iam = { security: { auth: 'iam' } };

describe('ElastiCacheRedis translation', () => {
  it('declares an encrypted, private replication group', async () => {
    expect(await inputsOf()).to.deep.include({
      replicationGroupId: 'shop-dev-api-thing-abc123',
      engine: 'valkey',
      engineVersion: '8.0',
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
      atRestEncryptionEnabled: true,
      kmsKeyId: KEY,
      transitEncryptionEnabled: true,
      transitEncryptionMode: 'required',
      snapshotRetentionLimit: 0,
    });
    const { outputs, alarms } = await made();
    expect(outputs).to.deep.include({
      port: 6379,
      identifier: 'shop-dev-api-thing-abc123',
      authSecretArn: 'api/thing/token.arn',
    });
    expect(alarms).to.deep.equal(['cpu', 'memory', 'evictions', 'connections']);
    expect(await inputsOf({ engine: { type: 'redis', version: '6.2' } }))
      .to.include({ transitEncryptionEnabled: true })
      .and.not.to.have.property('transitEncryptionMode');
  });

  it('makes a token that no other resource sees, and reads it back', async () => {
    const { resources } = await made();
    const holders = resources.filter((one) => JSON.stringify(one.inputs).includes(TOKEN)).map((one) => one.type);
    expect(holders.sort()).to.deep.equal([GROUP, 'aws:secretsmanager/secretVersion:SecretVersion']);
    const version = resources.find((one) => one.type.endsWith(':SecretVersion'))?.inputs ?? {};
    expect(version).not.to.have.property('secretString');
    expect(version.secretStringWoVersion).to.equal(1);
    const group = resources.find((one) => one.type === GROUP)?.inputs ?? {};
    expect(group).to.deep.include({ authTokenUpdateStrategy: 'ROTATE' });
    expect(group.authTokenWoVersion).to.be.a('number');
    expect(group).not.to.have.any.keys('authToken', 'userGroupIds');
  });

  it('ends the former token when told to, by sending the same one as another version', async () => {
    const sent = async (security: JsonObject) =>
      (await made({ security })).resources.find((one) => one.type === GROUP)?.inputs ?? {};
    const rotated = await sent({});
    const set = await sent({ authTokenUpdate: 'set' });
    expect(set.authTokenUpdateStrategy).to.equal('SET');
    expect(set.authTokenWoVersion).to.equal(Number(rotated.authTokenWoVersion) + 1);
  });

  it('takes a token of the user, by key', async () => {
    const component = componentOf(kind, base({ security: { authTokenSecret: { ref: 'dev/cache', key: 'token' } } }));
    const answer = { arn: 'arn:given', secretString: `{"token":"${TOKEN}"}`, versionId: 'v7' };
    const { resources, translation } = await translate(kind, component, { lookups: { [SECRET]: answer } });
    expect(JSON.stringify(resources.find((one) => one.type === GROUP)?.inputs.authTokenWo)).to.contain(TOKEN);
    expect(resources.some((one) => one.type.includes('secretsmanager'))).to.equal(false);
    expect(translation.provides?.secrets?.AUTH_TOKEN?.key).to.equal('token');
  });

  it('declares users for IAM, and one without rights where Redis wants it', async () => {
    const users = [{ name: 'reports', accessString: 'on ~r:* +@read' }];
    const valkey = await made({ security: { auth: 'iam', users } });
    expect(valkey.of(USER).map((user) => user.name)).to.deep.equal([
      'api/thing/writer',
      'api/thing/reader',
      'api/thing/user-reports',
    ]);
    for (const { inputs } of valkey.of(USER)) {
      expect(inputs.userId).to.equal(inputs.userName);
      expect(inputs.authenticationMode).to.deep.equal({ type: 'iam' });
    }
    expect(valkey.of(GROUP)[0]?.inputs.userGroupIds).to.deep.equal(['shop-dev-api-thing-users-abc123']);
    expect(valkey.of(GROUP)[0]?.inputs).not.to.have.any.keys('authToken', 'authTokenWo');
    const redis = await made({ ...iam, engine: { type: 'redis' } });
    expect(redis.of(USER).at(-1)?.inputs).to.deep.include({ userName: 'default', accessString: 'off ~* -@all' });
  });

  it('declares shards, in another cache than one without', async () => {
    const cluster = { ...NODE, mode: 'cluster', shards: 3, replicasPerShard: 2 };
    const sharded = await made({ cluster, engine: { version: '7.1' } });
    const { inputs } = sharded.of(GROUP)[0] ?? { inputs: {} };
    expect(inputs).to.include({ numNodeGroups: 3, replicasPerNodeGroup: 2, automaticFailoverEnabled: true });
    expect(inputs).not.to.have.property('numCacheClusters');
    const [group] = sharded.of(PARAMETERS);
    expect(group?.inputs.family).to.equal('redis7');
    expect(group?.inputs.parameters).to.deep.equal([{ name: 'cluster-enabled', value: 'yes' }]);
    expect(sharded.outputs).to.have.property('configurationEndpoint');
    expect(sharded.outputs).not.to.have.property('primaryEndpoint');
  });

  it('declares a serverless cache within its limits', async () => {
    const cluster = { mode: 'serverless' };
    const written = {
      cluster,
      serverless: { maxDataGB: 5 },
      backup: { retentionDays: 2, preferredWindow: '04:30-05:30' },
    };
    const serverless = await made(written);
    expect(serverless.of(SERVERLESS)[0]?.inputs).to.deep.include({
      engine: 'valkey',
      majorEngineVersion: '8',
      cacheUsageLimits: { dataStorage: { maximum: 5, unit: 'GB' } },
      dailySnapshotTime: '04:30',
      snapshotRetentionLimit: 2,
      kmsKeyId: KEY,
      userGroupId: 'shop-dev-api-thing-users-abc123',
    });
    expect(serverless.resources.map((one) => one.type)).not.to.include.members([PARAMETERS, GROUP]);
    expect(serverless.translation.provides?.network?.ports.map(({ port }) => port)).to.deep.equal([6379, 6380]);
    expect(serverless.alarms).to.deep.equal(['evictions', 'throttles', 'memory']);
  });

  it('sends logs to CloudWatch, and keeps data of r6gd nodes on disk', async () => {
    const inputs = await inputsOf({ logs: { engine: true }, cluster: { nodeType: 'cache.r6gd.xlarge' } });
    expect((inputs.logDeliveryConfigurations as JsonObject[]).map((one) => one.logType)).to.deep.equal([
      'slow-log',
      'engine-log',
    ]);
    expect(inputs.dataTieringEnabled).to.equal(true);
    expect(await inputsOf({ logs: { slow: false } })).not.to.have.any.keys(
      'logDeliveryConfigurations',
      'dataTieringEnabled',
    );
  });

  it('takes a last snapshot where it is wanted', async () => {
    expect(await inputsOf()).not.to.have.property('finalSnapshotIdentifier');
    expect(await inputsOf({ finalSnapshot: true })).to.include({
      finalSnapshotIdentifier: 'shop-dev-api-thing-abc123-final',
    });
    expect(await inputsOf({ finalSnapshot: true, deletionPolicy: 'delete' })).not.to.have.property(
      'finalSnapshotIdentifier',
    );
  });

  it('watches the worst of ten nodes an alarm', async () => {
    const { alarms } = await made({ cluster: { ...NODE, mode: 'cluster', shards: 6, replicasPerShard: 1 } });
    expect(alarms).to.include.members(['cpu', 'cpu-2', 'replication-lag', 'replication-lag-2']);
    expect(alarms).not.to.include('cpu-3');
  });
});

describe('ElastiCacheRedis access', () => {
  it('gives consumers port, variables and the token as a secret', async () => {
    const { translation } = await made();
    expect(await resolve(pulumi.output(translation.provides?.variables?.('connect')))).to.include({
      PORT: '6379',
      TLS: 'true',
    });
    expect(translation.provides?.secrets?.AUTH_TOKEN).to.include({ key: 'password', kmsKeyArn: KEY });
    expect(await granted(await made(), 'write')).to.deep.equal([]);
  });

  it('logs readers and writers in as different users', async () => {
    const cache = await made(iam);
    const login = async (level: 'connect' | 'read' | 'write') => {
      const variables = cache.translation.provides?.variables?.(level);
      expect(variables?.NAME).to.equal('shop-dev-api-thing-abc123');
      return [(await granted(cache, level)).map((s) => s.Resource), await resolve(pulumi.output(variables?.USERNAME))];
    };
    expect(await login('connect')).to.deep.equal([[], 'shop-dev-api-thing-writer-abc123']);
    expect(await login('read')).to.deep.equal([
      [['api/thing.arn', 'api/thing/reader.arn']],
      'shop-dev-api-thing-reader-abc123',
    ]);
    expect((await login('write'))[0]).to.deep.equal([['api/thing.arn', 'api/thing/writer.arn']]);
    expect(cache.translation.provides).not.to.have.property('secrets');
  });

  it('lets admins operate this cache, and not delete it', async () => {
    const [, operate] = await granted(await made(iam), 'admin');
    expect(operate?.Action).to.include.members(['elasticache:CreateSnapshot', 'elasticache:TestFailover']);
    expect(operate?.Resource).to.deep.equal([
      'api/thing.arn',
      'arn:aws:elasticache:us-east-1:000000000000:snapshot:shop-dev-api-thing-abc123-*',
    ]);
    const [serverless] = await granted(
      await made({ cluster: { mode: 'serverless' }, security: { auth: 'none' } }),
      'admin',
    );
    expect(serverless?.Action).to.include('elasticache:CreateServerlessCacheSnapshot');
  });
});
