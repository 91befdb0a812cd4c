import { expect } from 'chai';
import type { JsonObject, Names } from 'panka/sdk';
import { lostBy } from '../../common/test/data-loss.js';
import kind from '../src/index.js';

const SECRET = 'aws:secretsmanager/getSecretVersion:getSecretVersion';
const lookups = { [SECRET]: { arn: 'arn:secret', secretString: 'a-token-that-is-long', versionId: 'v1' } };
const NODE = { nodeType: 'cache.t4g.small' };
const base = (more: JsonObject = {}): JsonObject => ({
  cluster: NODE,
  security: { authTokenSecret: { ref: 'dev/cache' } },
  ...more,
});
const changed = (more: JsonObject) => lostBy(kind, base(), base(more), { keyArn: 'arn:key', lookups });

describe('Changes of an ElastiCacheRedis', () => {
  it('that replace the cache lose its data', async () => {
    const lost = 'replaces ReplicationGroup api/thing';
    expect(await changed({ port: 6400 })).to.equal(lost);
    expect(await changed({ encryption: { kmsKey: 'arn:other' } })).to.equal(lost);
    expect(await changed({ security: { ...(base().security as JsonObject), atRestEncryption: false } })).to.equal(lost);
    expect(await changed({ restoreFrom: { snapshot: 's' } })).to.equal(lost);
  });

  it('to shards make another cache, because AWS has no way from one to the other', async () => {
    const physical: Names['physical'] = (_component, rule, part) => `${part ?? 'cache'}-${rule.replaceKey ?? 'x'}`;
    const names = { physical } as Names;
    const cluster = { ...NODE, mode: 'cluster' };
    const lost = await lostBy(kind, base(), base({ cluster }), { lookups, services: { names } });
    expect(lost).to.equal('replaces ReplicationGroup api/thing');
  });

  it('that are done in place do not', async () => {
    expect(await changed({ cluster: { nodeType: 'cache.m7g.large', numNodes: 3, multiAZ: true } })).to.equal(undefined);
    expect(await changed({ engine: { version: '8.1' }, parameters: { timeout: '60' } })).to.equal(undefined);
    expect(await changed({ security: { auth: 'iam' } })).to.equal(undefined);
  });
});
