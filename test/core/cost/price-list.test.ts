import { expect } from 'chai';
import { type PriceList, unitPrice } from '../../../src/core/cost/price-list.js';

const source = 'https://example.com/pricing';
const prices: PriceList = {
  region: 'us-east-1',
  currency: 'USD',
  date: '2026-11-01',
  note: '',
  prices: {
    'alb-hour': { usd: 0.02, source },
    'rds-instance-hour:db.t4g': { usd: 0.032, source },
    'rds-instance-hour:db.t4g.micro': { usd: 0.016, source },
  },
};

describe('unitPrice', () => {
  it('takes the price of the item itself first', () => {
    expect(unitPrice(prices, 'alb-hour')).to.equal(0.02);
    expect(unitPrice(prices, 'rds-instance-hour:db.t4g.micro')).to.equal(0.016);
  });

  it('prices an instance by its family and its size', () => {
    expect(unitPrice(prices, 'rds-instance-hour:db.t4g.medium')).to.be.closeTo(0.064, 1e-9);
    expect(unitPrice(prices, 'rds-instance-hour:db.t4g.2xlarge')).to.be.closeTo(0.512, 1e-9);
  });

  it('knows no price for another family, size or item', () => {
    for (const item of ['rds-instance-hour:db.m9.large', 'rds-instance-hour:db.t4g.tiny', 'nat-hour', 'constructor'])
      expect(unitPrice(prices, item), item).to.equal(undefined);
  });
});
