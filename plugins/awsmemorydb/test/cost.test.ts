import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const specOf = (engine: JsonObject = {}) =>
  componentOf(kind, { engine, cluster: { nodeType: 'db.r7g.large', shards: 2, replicasPerShard: 2 } }).spec;

describe('Cost of an AWSMemoryDB', () => {
  it('is that of its nodes, by engine', () => {
    expect(kind.fixedCost?.(specOf())).to.deep.equal([
      { item: 'memorydb-valkey-node-hour:db.r7g.large', quantity: 6 * 730 },
    ]);
    expect(kind.fixedCost?.(specOf({ type: 'redis' }))[0]?.item).to.equal('memorydb-redis-node-hour:db.r7g.large');
  });

  it('is by what is written, of which Valkey has much for nothing', () => {
    const written = (amount: number, engine?: JsonObject) =>
      kind.usage?.writtenGBPerMonth?.items(amount, specOf(engine))[0]?.quantity;
    expect(written(500)).to.equal(0);
    expect(written(10_500)).to.equal(500);
    expect(written(500, { type: 'redis' })).to.equal(500);
  });
});
