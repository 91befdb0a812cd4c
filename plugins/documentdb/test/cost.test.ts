import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const specOf = (more: JsonObject = {}) =>
  componentOf(kind, { instance: { class: 'db.r6g.large', count: 3 }, ...more }).spec;

describe('Cost of a DocumentDB', () => {
  it('is that of its instances, and of the secret that AWS keeps', () => {
    expect(kind.fixedCost?.(specOf())).to.deep.equal([
      { item: 'docdb-instance-hour:db.r6g.large', quantity: 2190 },
      { item: 'secret-month', quantity: 1 },
    ]);
    const own = specOf({ storageType: 'iopt1', database: { passwordSecret: { ref: 'dev/docs' } } });
    expect(kind.fixedCost?.(own)).to.deep.equal([{ item: 'docdb-iopt1-instance-hour:db.r6g.large', quantity: 2190 }]);
  });

  it('has I/O in the price of iopt1', () => {
    const io = (spec: ReturnType<typeof specOf>) => kind.usage?.ioRequestsPerMonth?.items(5e6, spec);
    expect(io(specOf())).to.deep.equal([{ item: 'docdb-million-io', quantity: 5 }]);
    expect(io(specOf({ storageType: 'iopt1' }))).to.deep.equal([]);
    expect(kind.usage?.storageGB?.items(10, specOf({ storageType: 'iopt1' }))).to.deep.equal([
      { item: 'docdb-iopt1-gb-month', quantity: 10 },
    ]);
  });
});
