import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const base = (more: JsonObject = {}): JsonObject => ({ cluster: { nodeType: 'db.t4g.small' }, ...more });
const check = (more: JsonObject = {}) => told(findings(kind, base(more)));
const SECRET = { ref: 'dev/app' };

describe('AWSMemoryDB validation', () => {
  it('accepts the smallest cluster', () => {
    expect(check()).to.deep.equal([]);
    expect(check({ security: { auth: 'password', users: [{ name: 'app', passwordSecret: SECRET }] } })).to.deep.equal(
      [],
    );
  });

  it('knows the names of node types', () => {
    const [finding] = findings(kind, base({ cluster: { nodeType: 'cache.t4g.small' } }));
    expect(finding).to.deep.include({
      code: 'PANKA-MDB-001',
      path: '/cluster/nodeType',
      message: 'nodeType cache.t4g.small: MemoryDB types start with db.',
      suggestion: 'nodeType: db.t4g.small',
    });
  });

  it('wants a replica in another zone in production', () => {
    const also = { environmentClass: 'production' } as const;
    const bare = base({ cluster: { nodeType: 'db.t4g.small', replicasPerShard: 0 } });
    expect(told(findings(kind, bare, also))).to.deep.equal([
      "PANKA-MDB-002 replicasPerShard 0 isn't allowed in production",
    ]);
    expect(told(findings(kind, bare))).to.deep.equal([]);
    const component = componentOf(kind, base(), also);
    const networking = { subnets: { private: [{ cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }] } };
    expect(told(kind.validate?.(component, viewOf([component], { networking })) ?? [])).to.deep.equal([
      'PANKA-MDB-002 replicas need 2 availability zones in production; Networking has 1 (us-east-1a)',
    ]);
  });

  it('knows what AWS takes as a name', () => {
    expect(check({ name: 'My_Ledger' })).to.deep.equal([
      'PANKA-MDB-003 name "My_Ledger" must start with a letter and hold only lower-case letters, digits and single hyphens between them (40 max)',
    ]);
    expect(check({ name: 'l'.repeat(41) })).to.have.length(1);
  });

  it('knows the versions on offer, and those without IAM', () => {
    expect(check({ engine: { version: '8.0' } })).to.deep.equal([
      'PANKA-MDB-004 engine.version "8.0" isn\'t offered for valkey; use 7.2, 7.3',
    ]);
    expect(check({ engine: { type: 'redis', version: '6.2' } })).to.deep.equal([
      'PANKA-MDB-004 auth: iam needs version 7.0 or newer; 6.2 given',
    ]);
  });

  it('wants passwords where there are passwords, and none where IAM decides', () => {
    const users = (auth: string, list: JsonObject[]) => check({ security: { auth, users: list } });
    expect(users('password', [])).to.deep.equal(['PANKA-MDB-005 auth: password needs users with a passwordSecret']);
    expect(users('password', [{ name: 'app' }])).to.deep.equal(['PANKA-MDB-005 user "app" needs a passwordSecret']);
    expect(users('iam', [{ name: 'app', passwordSecret: SECRET }])).to.deep.equal([
      'PANKA-MDB-005 user "app" logs in with IAM; passwordSecret isn\'t used',
    ]);
    expect(users('iam', [{ name: 'app' }, { name: 'app', accessString: 'on >hunter2 ~* +@all' }])).to.deep.equal([
      'PANKA-MDB-005 user "app" is there twice',
      'PANKA-MDB-005 accessString of "app" sets a password; use passwordSecret',
    ]);
  });

  it('refuses windows that overlap or are too short', () => {
    const windows = (backup: string, maintenance: string) =>
      check({ backup: { preferredWindow: backup }, maintenance: { preferredWindow: maintenance } });
    expect(windows('03:00-04:00', 'sun:03:30-sun:04:30')).to.deep.equal([
      'PANKA-MDB-006 backup.preferredWindow overlaps maintenance.preferredWindow',
    ]);
    expect(windows('03:00-03:45', 'sun:04:00-sun:05:00')).to.deep.equal([
      'PANKA-MDB-006 backup.preferredWindow 03:00-03:45 is 45 minutes long; AWS takes 60 or more',
    ]);
  });
});

describe('AWSMemoryDB manifests', () => {
  it('may be written in the older forms', () => {
    const { spec } = componentOf(
      kind,
      base({
        engine: { version: 7.2, parameters: { activedefrag: true } },
        security: { auth: 'password', users: [{ name: 'app', passwordSecret: 'dev/app' }] },
        backup: { window: '02:00-03:00', maintenanceWindow: 'sun:05:00-sun:06:00' },
      }),
    );
    expect(spec.engine.version).to.equal('7.2');
    expect(spec.parameters).to.deep.equal({ activedefrag: 'yes' });
    expect(spec.security.users[0]?.passwordSecret).to.deep.equal({ ref: 'dev/app', key: 'password' });
    expect(spec.backup.preferredWindow).to.equal('02:00-03:00');
    expect(spec.maintenance.preferredWindow).to.equal('sun:05:00-sun:06:00');
  });

  it('cannot turn TLS off', () => {
    expect(() => componentOf(kind, base({ security: { tls: false } }))).to.throw('/security/tls');
  });
});
