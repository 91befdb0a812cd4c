import { expect } from 'chai';
import type { InfraView, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf, type Written } from '../../common/test/component.js';
import kind from '../src/index.js';

const distribution = { url: 's3://artifacts/kafka.tgz', sha512: '0a'.repeat(64) };
const ZONES: Partial<InfraView> = { networking: { vpc: { mode: 'create' }, availabilityZones: 3 } };

function check(spec: JsonObject, infra: Partial<InfraView> = ZONES, also: Written = {}) {
  const component = componentOf(kind, { distribution, ...spec }, also);
  const findings = kind.validate?.(component, viewOf([component], infra)) ?? [];
  return told(findings.filter(({ severity }) => severity !== 'info'));
}

describe('Kafka validation', () => {
  it('accepts the smallest cluster of either mode', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ mode: 'external', cluster: { bootstrapServers: 'k:9092', auth: 'none' } })).to.deep.equal([]);
  });

  it('wants a quorum', () => {
    expect(check({ brokers: 2 })).to.deep.equal(['PANKA-KAF-001 brokers 2: use an odd number (KRaft quorum)']);
    expect(check({ brokers: 1 }, ZONES, { environmentClass: 'production' })).to.deep.equal([
      'PANKA-KAF-011 production needs 3 brokers or more',
    ]);
  });

  it('counts copies of a topic', () => {
    const topics = [{ name: 'orders', partitions: 1, replicationFactor: 3 }];
    expect(check({ brokers: 1, topics })).to.deep.equal([
      'PANKA-KAF-002 replication factor 3 needs at least 3 brokers',
    ]);
    expect(check({ topics: [...topics, ...topics] })).to.deep.equal(['PANKA-KAF-012 topic orders is there twice']);
  });

  it('wants brokers in several zones, in production without exception', () => {
    const one = { networking: { subnets: { private: [{ id: 'subnet-1', availabilityZone: 'us-east-1a' }] } } };
    expect(check({}, one, { environmentClass: 'production' })).to.deep.equal([
      'PANKA-KAF-003 3 brokers in 1 availability zone',
    ]);
    expect(check({}, { networking: { availabilityZones: 2 } })).to.deep.equal([
      'PANKA-KAF-003 3 brokers in 2 availability zones: the loss of one can stop the cluster',
    ]);
    expect(check({}, { networking: { subnets: { private: [{ id: 'subnet-1' }] } } })).to.deep.equal([]);
  });

  it('wants a tarball for brokers of its own, and addresses for others', () => {
    const bare = componentOf(kind, {});
    expect(told(kind.validate?.(bare, viewOf([bare], ZONES)) ?? [])).to.deep.equal([
      'PANKA-KAF-004 mode managedOnEc2 needs distribution: {url, sha512}',
    ]);
    expect(check({ mode: 'external' })).to.deep.equal([
      'PANKA-KAF-005 mode external needs cluster: {bootstrapServers}',
    ]);
    expect(check({ cluster: { bootstrapServers: 'k:9092' } })).to.deep.equal([
      'PANKA-KAF-005 cluster needs mode: external',
    ]);
  });

  it('is stricter in production, and recommends MSK there', () => {
    expect(check({ auth: 'none', tls: { enabled: false } }, ZONES, { environmentClass: 'production' })).to.deep.equal([
      'PANKA-KAF-006 auth none is refused in production',
      'PANKA-KAF-007 tls.enabled false is refused in production',
    ]);
    const component = componentOf(kind, { distribution }, { environmentClass: 'production' });
    expect(kind.validate?.(component, viewOf([component], ZONES)).map(({ code }) => code)).to.deep.equal([
      'PANKA-KAF-010',
    ]);
  });

  it('knows what certificates, disks and tags take', () => {
    expect(check({ auth: 'mtls' })).to.deep.equal([
      'PANKA-KAF-008 auth mtls needs tls.caSecret: clients get their certificates from that CA',
    ]);
    expect(check({ storage: { throughputMiBps: 1000 } })).to.deep.equal([
      'PANKA-KAF-014 storage: throughputMiBps 1000 needs iops 4000: gp3 has one MiB/s for every 4 operations',
    ]);
    expect(check({ config: { 'node.id': 7 } })).to.deep.equal(['PANKA-KAF-013 config node.id is set by Panka']);
    const tagged = { ...componentOf(kind, { distribution }), tags: { 'cost/center': '1' } };
    expect(told(kind.validate?.(tagged, viewOf([tagged], ZONES)) ?? [])).to.deep.equal([
      'PANKA-KAF-015 tag "cost/center": brokers take no tags with a slash or a space in the key',
    ]);
  });

  it('takes external and existing for cluster, unless they are those of every kind', () => {
    const external = { bootstrapServers: 'k:9092' };
    expect(kind.normalise?.({ mode: 'external', external })).to.deep.equal({ mode: 'external', cluster: external });
    expect(kind.normalise?.({ existing: external })).to.deep.equal({ cluster: external });
    const ofEveryKind: readonly JsonObject[] = [
      { external: { outputs: { bootstrapServers: 'k:9092' } } },
      { existing: { 'broker-0': 'i-0123456789abcdef0' } },
    ];
    for (const given of ofEveryKind) expect(kind.normalise?.(given)).to.deep.equal(given);
  });
});
