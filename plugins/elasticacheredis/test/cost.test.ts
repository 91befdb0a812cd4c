import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const specOf = (cluster: JsonObject, more: JsonObject = {}) => componentOf(kind, { cluster, ...more }).spec;

describe('Cost of an ElastiCacheRedis', () => {
  it('is that of its nodes, and of a secret that Panka makes', () => {
    const sharded = specOf({ mode: 'cluster', nodeType: 'cache.r7g.large', shards: 3, replicasPerShard: 1 });
    expect(kind.fixedCost?.(sharded)).to.deep.equal([
      { item: 'elasticache-valkey-node-hour:cache.r7g.large', quantity: 6 * 730 },
      { item: 'secret-month', quantity: 1 },
    ]);
    const redis = specOf({ nodeType: 'cache.t4g.small' }, { engine: { version: '7.1' }, security: { auth: 'iam' } });
    expect(kind.fixedCost?.(redis)).to.deep.equal([
      { item: 'elasticache-redis-node-hour:cache.t4g.small', quantity: 730 },
    ]);
  });

  it('is by use for a serverless cache, beyond the least that is billed', () => {
    const serverless = specOf({ mode: 'serverless' });
    const item = 'elasticache-serverless-gb-hour:valkey';
    expect(kind.fixedCost?.(serverless)).to.deep.equal([{ item, quantity: 73 }]);
    expect(kind.usage?.dataGB?.items(2.1, serverless)).to.deep.equal([{ item, quantity: 1460 }]);
    expect(kind.usage?.dataGB?.items(0.05, serverless)).to.deep.equal([{ item, quantity: 0 }]);
    expect(kind.usage?.processingUnitsPerMonth?.items(3e6, serverless)).to.deep.equal([
      { item: 'elasticache-serverless-million-ecpu:valkey', quantity: 3 },
    ]);
    expect(kind.usage?.dataGB?.items(2, specOf({ nodeType: 'cache.t4g.small' }))).to.deep.equal([]);
  });
});
