import { expect } from 'chai';
import { costDelta } from '../../../src/core/cost/cost-delta.js';
import { type Costed, estimateCost } from '../../../src/core/cost/estimate.js';
import type { PriceList } from '../../../src/core/cost/price-list.js';
import type { Plan } from '../../../src/core/plan/plan.js';
import type { PlannedResource } from '../../../src/core/policy/policy.js';
import type { ComponentKind, JsonObject } from '../../../src/sdk/index.js';

const source = 'https://example.com/pricing';
const prices: PriceList = {
  region: 'us-east-1',
  currency: 'USD',
  date: '2026-11-01',
  note: '',
  prices: {
    'box-hour': { usd: 0.1, source },
    'box-million-calls': { usd: 2, source },
    'kms-key-month': { usd: 1, source },
    'alarm-metric-month': { usd: 0.1, source },
    'nat-gateway-hour': { usd: 0.045, source },
    'public-ipv4-hour': { usd: 0.005, source },
  },
};
const box = {
  fixedCost: (spec: JsonObject) => [
    { item: 'box-hour', quantity: Number(spec['count'] ?? 1) * 730 },
    { item: 'box-lid', quantity: Number(spec['lids'] ?? 0) },
  ],
  usage: {
    callsPerMonth: { description: '', items: (n: number) => [{ item: 'box-million-calls', quantity: n / 1e6 }] },
  },
} as Partial<ComponentKind> as ComponentKind;
const kindOf = (kind: string) => (kind === 'Box' ? box : undefined);
const component = (spec: JsonObject, name = 'api/box'): Costed => ({ component: name, kind: 'Box', spec });
const resource = (type: string, of: string, inputs: JsonObject = {}): PlannedResource => ({
  type,
  inputs,
  component: of,
  name: `${of}/${type}`,
});

describe('estimateCost', () => {
  it('keeps what runs anyway apart from what depends on use', () => {
    const { components, fixedMonthly, usageMonthly } = estimateCost({
      components: [component({ count: 2, usage: { callsPerMonth: 3e6 } })],
      kindOf,
      prices,
    });
    expect(fixedMonthly).to.be.closeTo(146, 1e-9);
    expect(usageMonthly).to.be.closeTo(6, 1e-9);
    expect(components[0]?.fixed).to.deep.equal([{ item: 'box-hour', quantity: 1460, unitPrice: 0.1, monthly: 146 }]);
  });

  it('says what it leaves out', () => {
    const { notCovered } = estimateCost({ components: [component({ lids: 3 })], kindOf, prices, region: 'eu-west-1' });
    expect(notCovered).to.deep.equal([
      'prices are those of us-east-1, not of eu-west-1',
      'no price is known for box-lid',
      'what depends on use, of api/box: spec.usage says how much',
      'what the stack shares (network, keys) and alarms',
    ]);
  });

  it('counts what the stack shares, and alarms, by their resources', () => {
    const resources = [
      resource('aws:kms/key:Key', 'shared'),
      resource('aws:ec2/natGateway:NatGateway', 'shared'),
      resource('aws:ec2/subnet:Subnet', 'shared'),
      resource('aws:cloudwatch/metricAlarm:MetricAlarm', 'api/box'),
      resource('aws:cloudwatch/metricAlarm:MetricAlarm', 'api/box', {
        metricQueries: [{ metric: {} }, { metric: {} }, { expression: 'm1/m2' }],
      }),
      resource('aws:kms/key:Key', 'api/box'),
    ];
    const { components, notCovered } = estimateCost({ components: [component({})], kindOf, prices, resources });
    expect(components.map((one) => [one.component, Number(one.fixedMonthly.toFixed(2))])).to.deep.equal([
      ['shared', 37.5],
      ['api/box', 73.3],
    ]);
    expect(notCovered.join()).not.to.include('shares');
  });

  it('costs nothing for what exists elsewhere', () => {
    const external = component({ external: { outputs: {} } });
    expect(estimateCost({ components: [external], kindOf, prices }).fixedMonthly).to.equal(0);
  });
});

describe('costDelta', () => {
  const plan = (action: string) => ({ changes: [{ component: 'api/box', action }] }) as unknown as Plan;
  const delta = (action: string, before?: JsonObject, after?: JsonObject) =>
    costDelta({
      plan: plan(action),
      before: () => before && { kind: 'Box', spec: before },
      after: () => after && { kind: 'Box', spec: after },
      kindOf,
      prices,
    });

  it('tells what a change, a new and a removed component cost', () => {
    expect(delta('update', { count: 1 }, { count: 3 })).to.deep.include({ monthly: 146 });
    expect(delta('create', undefined, {}).components).to.deep.equal([{ component: 'api/box', before: 0, after: 73 }]);
    expect(delta('delete', {}, undefined).monthly).to.equal(-73);
  });

  it('is empty where nothing changes', () => {
    expect(delta('none', { count: 1 }, { count: 3 })).to.deep.include({ monthly: 0, components: [] });
    expect(delta('update', { count: 1, name: 'a' }, { count: 1, name: 'b' }).components).to.deep.equal([]);
  });
});
