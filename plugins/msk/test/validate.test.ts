import { expect } from 'chai';
import type { InfraView, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf, type Written } from '../../common/test/component.js';
import kind from '../src/index.js';

const THREE_ZONES: Partial<InfraView> = { networking: { vpc: { mode: 'create' }, availabilityZones: 3 } };

function check(spec: JsonObject, infra: Partial<InfraView> = THREE_ZONES, also: Written = {}) {
  const component = componentOf(kind, spec, also);
  return told(kind.validate?.(component, viewOf([component], infra)) ?? []);
}

describe('MSK validation', () => {
  it('accepts the smallest cluster of either mode', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ mode: 'serverless' })).to.deep.equal([]);
  });

  it('spreads brokers over the zones', () => {
    expect(check({ broker: { count: 4 } })).to.deep.equal([
      "PANKA-MSK-001 broker.count 4 isn't a multiple of 3 subnets",
    ]);
    expect(check({ broker: { count: 4 } }, { networking: { vpc: { mode: 'create' } } })).to.deep.equal([]);
    const imported = { networking: { vpc: { mode: 'import', id: 'vpc-1' } } };
    expect(check({ broker: { count: 4 } }, imported), 'zones that only AWS knows').to.deep.equal([]);
    const one = { networking: { subnets: { private: [{ id: 'subnet-1' }] } } };
    expect(check({}, one)).to.deep.equal(['PANKA-MSK-013 MSK needs private subnets in 2 or 3 zones; Networking has 1']);
  });

  it('counts copies of a topic', () => {
    const topics = [{ name: 'orders', partitions: 1, replicationFactor: 3 }];
    expect(check({ topics }, { networking: { availabilityZones: 2 } })).to.deep.equal([
      'PANKA-MSK-002 replicationFactor 3 needs ≥ 3 brokers',
    ]);
    expect(check({ topics })).to.deep.equal([]);
    expect(check({ topics: [...topics, ...topics] })).to.deep.equal(['PANKA-MSK-011 topic orders is there twice']);
  });

  it('wants a way to sign in', () => {
    expect(check({ auth: { iam: false } })).to.deep.equal(['PANKA-MSK-003 auth: nothing enabled']);
    expect(
      check({ auth: { scram: true } }, { ...THREE_ZONES, defaults: { encryption: { key: 'aws-managed' } } }),
    ).to.deep.equal([
      'PANKA-MSK-006 auth.scram needs a customer key: MSK reads no secret that is encrypted with a key of AWS',
    ]);
  });

  it('is stricter in production', () => {
    const spec = { broker: { instanceType: 'kafka.t3.small' }, auth: { unauthenticated: true } };
    expect(check(spec, THREE_ZONES, { environmentClass: 'production' })).to.deep.equal([
      'PANKA-MSK-008 auth.unauthenticated is refused in production',
      'PANKA-MSK-015 deletionPolicy retain: the cluster stays in subnets that this stack makes, so that destroying the stack stops there',
      "PANKA-MSK-004 kafka.t3.small isn't for production",
    ]);
    const imported = { networking: { vpc: { mode: 'import', id: 'vpc-1' } } };
    expect(check({}, imported, { environmentClass: 'production' })).to.deep.equal([]);
  });

  it('knows what storage takes', () => {
    expect(check({ broker: { volumeGiB: 100, maxVolumeGiB: 100 } })).to.deep.equal([
      'PANKA-MSK-009 broker.maxVolumeGiB 100 is not more than volumeGiB 100',
    ]);
    expect(check({ broker: { storageMode: 'TIERED' } })).to.deep.equal([
      'PANKA-MSK-005 storageMode TIERED needs Kafka 3.6 or newer, and brokers other than kafka.t3.small; this is 3.9.x on kafka.t3.small',
    ]);
    expect(check({ deletionPolicy: 'snapshot' })).to.deep.equal([
      'PANKA-MSK-010 deletionPolicy snapshot: there are no snapshots of MSK clusters',
    ]);
  });

  it('refuses in serverless mode what only brokers have', () => {
    expect(check({ mode: 'serverless', auth: { scram: true }, topics: [{ name: 'a', partitions: 1 }] })).to.deep.equal([
      'PANKA-MSK-007 auth.scram needs mode: provisioned',
      'PANKA-MSK-007 topics needs mode: provisioned',
    ]);
  });

  it('leaves to MSK what is its own', () => {
    expect(check({ config: { 'broker.id': 1 } })).to.deep.equal([
      'PANKA-MSK-012 config broker.id is set by MSK itself',
    ]);
    expect(check({ kafkaVersion: '2.8.1', topics: [{ name: 'a', partitions: 1 }] })).to.deep.equal([
      'PANKA-MSK-014 topics need Kafka 3.6 or newer; this is 2.8.1',
    ]);
  });
});
