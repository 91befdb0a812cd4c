import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const NODE = { nodeType: 'cache.t4g.small' };
const base = (more: JsonObject = {}): JsonObject => ({ cluster: NODE, ...more });
const check = (more: JsonObject = {}) => told(findings(kind, base(more)));
const shaped = (cluster: JsonObject) => check({ cluster: { ...NODE, ...cluster } });

describe('ElastiCacheMemcached validation', () => {
  it('accepts the smallest cache', () => {
    expect(check()).to.deep.equal([]);
    expect(shaped({ numNodes: 40 })).to.deep.equal([]);
  });

  it('wants two nodes and two zones to spread them', () => {
    expect(shaped({ azMode: 'cross-az' })).to.deep.equal(['PANKA-MEM-001 azMode cross-az needs numNodes ≥ 2']);
    const component = componentOf(kind, base({ cluster: { ...NODE, numNodes: 2 } }));
    const networking = { subnets: { private: [{ cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }] } };
    expect(told(kind.validate?.(component, viewOf([component], { networking })) ?? [])).to.deep.equal([
      'PANKA-MEM-001 azMode cross-az needs 2 availability zones; Networking has 1 (us-east-1a)',
    ]);
  });

  it('has nothing to encrypt at rest', () => {
    expect(check({ encryption: { atRest: true } })).to.deep.equal([
      "PANKA-MEM-002 encryption.atRest isn't available for Memcached nodes",
    ]);
  });

  it('knows the versions on offer', () => {
    expect(check({ engine: { version: '1.5.16' } })).to.deep.equal([
      'PANKA-MEM-003 engine.version "1.5.16" isn\'t offered for memcached; use 1.6.6, 1.6.12, 1.6.17, 1.6.22',
    ]);
  });

  it('knows where TLS is possible, and refuses to go without it in production', () => {
    expect(check({ engine: { version: '1.6.6' } })).to.deep.equal([
      'PANKA-MEM-004 transitEncryption needs engine.version 1.6.12 or newer; 1.6.6 given',
    ]);
    expect(shaped({ nodeType: 'cache.t2.micro' })).to.deep.equal([
      "PANKA-MEM-004 transitEncryption isn't offered on cache.t2.micro",
    ]);
    const plain = base({ security: { transitEncryption: false }, engine: { version: '1.6.6' } });
    const severity = (environmentClass: 'development' | 'production') =>
      findings(kind, plain, { environmentClass }).map((finding) => `${finding.severity} ${finding.message}`);
    expect(severity('development')).to.deep.equal(['warning transitEncryption is off: data can be read on the way']);
    expect(severity('production')).to.deep.equal(['error transitEncryption is off: data can be read on the way']);
  });

  it('knows the names of node types, and how long a window is', () => {
    expect(shaped({ nodeType: 'db.t4g.small' })).to.deep.equal([
      'PANKA-MEM-005 cluster.nodeType db.t4g.small: ElastiCache types start with cache.',
    ]);
    expect(check({ maintenance: { preferredWindow: 'sun:04:00-sun:04:30' } })).to.deep.equal([
      'PANKA-MEM-006 maintenance.preferredWindow sun:04:00-sun:04:30 is 30 minutes long; AWS takes 60 or more',
    ]);
  });

  it('knows what AWS takes as a name', () => {
    expect(check({ name: 'My_Own' })).to.deep.equal([
      'PANKA-MEM-007 name "My_Own" must start with a letter and hold only lower-case letters, digits and single hyphens between them (50 max)',
    ]);
    expect(check({ name: 'own--name' })).to.have.length(1);
    expect(check({ name: 'my-own-2' })).to.deep.equal([]);
  });
});

describe('ElastiCacheMemcached manifests', () => {
  it('may be written in the older forms', () => {
    const { spec } = componentOf(
      kind,
      base({ engine: { parameters: { idle_timeout: 300 } }, backup: { maintenanceWindow: 'sun:05:00-sun:06:00' } }),
    );
    expect(spec.parameters).to.deep.equal({ idle_timeout: '300' });
    expect(spec.maintenance.preferredWindow).to.equal('sun:05:00-sun:06:00');
  });

  it('get two nodes in production', () => {
    expect(componentOf(kind, base(), { environmentClass: 'production' }).spec.cluster.numNodes).to.equal(2);
    expect(componentOf(kind, base()).spec.cluster.numNodes).to.equal(1);
  });
});
