import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const NODE = { nodeType: 'cache.t4g.small' };
const base = (more: JsonObject = {}): JsonObject => ({ cluster: NODE, ...more });
const check = (more: JsonObject = {}) => told(findings(kind, base(more)));
const shaped = (cluster: JsonObject, more: JsonObject = {}) => check({ cluster: { ...NODE, ...cluster }, ...more });
const serverless = (more: JsonObject = {}) => check({ cluster: { mode: 'serverless' }, ...more });

describe('ElastiCacheRedis validation', () => {
  it('accepts the smallest cache of every mode', () => {
    expect(check()).to.deep.equal([]);
    expect(
      check({ cluster: { mode: 'cluster', nodeType: 'cache.t4g.small' }, backup: { retentionDays: 1 } }),
    ).to.deep.equal([]);
    expect(serverless()).to.deep.equal([]);
  });

  it('wants a replica for failover and two zones for multiAZ', () => {
    expect(shaped({ automaticFailover: true })).to.deep.equal(['PANKA-RED-001 automaticFailover needs numNodes ≥ 2']);
    expect(shaped({ mode: 'cluster', automaticFailover: false })).to.deep.equal([
      "PANKA-RED-001 automaticFailover can't be off with mode cluster",
      'PANKA-RED-017 backup.retentionDays 0 with mode cluster: AWS does not turn snapshots on later',
    ]);
    const multiAZ = 'PANKA-RED-002 multiAZ needs 2 availability zones and automaticFailover';
    expect(shaped({ multiAZ: true })).to.deep.equal([`${multiAZ}; numNodes is 1`]);
    expect(shaped({ multiAZ: true, numNodes: 2, automaticFailover: false })).to.deep.equal([
      `${multiAZ}; automaticFailover is off`,
    ]);
    expect(shaped({ mode: 'cluster', multiAZ: true, replicasPerShard: 0 })).to.deep.equal([
      `${multiAZ}; replicasPerShard is 0`,
      'PANKA-RED-017 backup.retentionDays 0 with mode cluster: AWS does not turn snapshots on later',
    ]);
    const component = componentOf(kind, base({ cluster: { ...NODE, numNodes: 2, multiAZ: true } }));
    const networking = { subnets: { private: [{ cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }] } };
    expect(told(kind.validate?.(component, viewOf([component], { networking })) ?? [])).to.deep.equal([
      `${multiAZ}; Networking has 1 (us-east-1a)`,
    ]);
  });

  it('offers IAM logins on newer engines with TLS only', () => {
    const wanted = 'PANKA-RED-003 auth: iam needs valkey 7.2+ or redis 7.0+ and transitEncryption';
    expect(check({ security: { auth: 'iam' }, engine: { version: '6.2' } })).to.deep.equal([wanted]);
    expect(check({ security: { auth: 'iam', transitEncryption: false } })).to.include(wanted);
    expect(check({ security: { auth: 'iam' }, engine: { version: '7.0' } })).to.deep.equal([]);
  });

  it('knows the versions on offer', () => {
    expect(check({ engine: { type: 'redis', version: '8.0' } })).to.deep.equal([
      'PANKA-RED-005 engine.type redis is offered up to 7.1; use valkey for 8.0',
    ]);
    expect(check({ engine: { type: 'redis', version: '5.0.6' } })).to.deep.equal([
      'PANKA-RED-005 engine.version "5.0.6" isn\'t offered for redis; use 6.0, 6.2, 6.x, 7.0, 7.1',
    ]);
    expect(check({ engine: { type: 'valkey', version: '7.1' } })).to.deep.equal([
      'PANKA-RED-005 engine.version "7.1" isn\'t offered for valkey; use 7.2, 8.0, 8.1, 8.2, 9.0',
    ]);
  });

  it('wants a node type where there are nodes, and shards where there are shards', () => {
    expect(check({ cluster: {} })).to.deep.equal([
      'PANKA-RED-006 cluster.nodeType is required for mode replication-group',
    ]);
    expect(check({ cluster: { nodeType: 'db.t4g.small' } })).to.deep.equal([
      'PANKA-RED-006 cluster.nodeType db.t4g.small: ElastiCache types start with cache.',
    ]);
    expect(shaped({ mode: 'serverless' })).to.deep.equal([
      "PANKA-RED-006 cluster.nodeType isn't used by mode serverless",
    ]);
    expect(shaped({ shards: 2 })).to.deep.equal(["PANKA-RED-006 cluster.shards isn't used by mode replication-group"]);
    expect(shaped({ mode: 'cluster', shards: 50 })).to.deep.equal([
      'PANKA-RED-017 backup.retentionDays 0 with mode cluster: AWS does not turn snapshots on later',
      'PANKA-RED-014 100 nodes are more than the 90 that an account may have in one cache; ask AWS for more',
    ]);
  });

  it('knows what serverless caches do not have', () => {
    expect(serverless({ security: { auth: 'token' } })).to.deep.equal([
      "PANKA-RED-007 auth: token isn't offered by mode serverless; use iam",
    ]);
    expect(serverless({ parameters: { 'maxmemory-policy': 'allkeys-lru' }, port: 6400 })).to.deep.equal([
      "PANKA-RED-007 parameters aren't used by mode serverless",
      'PANKA-RED-007 port 6400: a serverless cache listens on 6379 and 6380',
    ]);
    expect(serverless({ finalSnapshot: true, restoreFrom: { snapshot: 'name' } })).to.deep.equal([
      'PANKA-RED-007 restoreFrom.snapshot of mode serverless must be an ARN',
      'PANKA-RED-009 finalSnapshot: nothing is taken at the delete of a serverless cache; copy a daily snapshot before',
    ]);
    expect(serverless({ security: { transitEncryption: false } })).to.deep.equal([
      'PANKA-RED-008 a serverless cache always has TLS',
    ]);
  });

  it('warns of plain text and open doors, and refuses them in production', () => {
    const plain = { security: { transitEncryption: false, auth: 'none' } };
    const severities = (environmentClass: 'development' | 'production') =>
      findings(kind, base({ ...plain, cluster: { ...NODE, numNodes: 2 } }), { environmentClass }).map(
        ({ code, severity }) => `${code} ${severity}`,
      );
    expect(severities('development')).to.deep.equal(['PANKA-RED-008 warning', 'PANKA-RED-012 warning']);
    expect(severities('production')).to.deep.equal(['PANKA-RED-008 error', 'PANKA-RED-012 error']);
    expect(check({ security: { transitEncryption: false } })).to.deep.equal([
      'PANKA-RED-008 auth: token needs transitEncryption',
      'PANKA-RED-008 transitEncryption is off: passwords and data can be read on the way',
    ]);
  });

  it('lets plain text be on the way to TLS only', () => {
    const security = { transitEncryptionMode: 'preferred' };
    expect(check({ security })).to.deep.equal([
      'PANKA-RED-008 transitEncryptionMode preferred needs auth: none and nodes; auth is token',
    ]);
    expect(check({ security: { ...security, auth: 'none' } })).to.deep.equal([
      'PANKA-RED-008 transitEncryptionMode preferred takes plain text too: go on to required',
      'PANKA-RED-012 auth: none lets in whoever reaches the port',
    ]);
  });

  it('knows who may have users and tokens', () => {
    const users = [{ name: 'a', accessString: 'on ~* +@read' }];
    expect(check({ security: { users } })).to.deep.equal(['PANKA-RED-011 users need auth: iam']);
    expect(check({ security: { auth: 'iam', authTokenSecret: 'dev/token' } })).to.deep.equal([
      "PANKA-RED-011 authTokenSecret isn't used by auth: iam",
    ]);
    const twice = [...users, { name: 'a', accessString: 'on >hunter2 ~* +@read' }];
    expect(check({ security: { auth: 'iam', users: twice } })).to.deep.equal([
      'PANKA-RED-011 user "a" is there twice',
      'PANKA-RED-011 accessString of "a" sets a password; IAM decides',
    ]);
  });

  it('refuses windows that overlap or are too short', () => {
    const windows = (backup: string, maintenance: string) =>
      check({ backup: { preferredWindow: backup }, maintenance: { preferredWindow: maintenance } });
    expect(windows('03:00-04:00', 'sun:03:30-sun:04:30')).to.deep.equal([
      'PANKA-RED-010 backup.preferredWindow overlaps maintenance.preferredWindow',
    ]);
    expect(windows('03:00-03:30', 'sun:04:00-sun:05:00')).to.deep.equal([
      'PANKA-RED-010 backup.preferredWindow 03:00-03:30 is 30 minutes long; AWS takes 60 or more',
    ]);
  });

  it('decides on shards by cluster.mode, and on logs by the version', () => {
    expect(check({ parameters: { 'cluster-enabled': 'yes' } })).to.deep.equal([
      'PANKA-RED-013 cluster.mode decides on cluster-enabled',
    ]);
    expect(check({ engine: { type: 'redis', version: '6.0' }, logs: { engine: true } })).to.deep.equal([
      'PANKA-RED-015 logs.engine needs version 6.2 or newer; 6.0 given',
    ]);
  });

  it('knows what AWS takes as a name', () => {
    expect(check({ name: 'My_Own' })).to.deep.equal([
      'PANKA-RED-016 name "My_Own" must start with a letter and hold only lower-case letters, digits and single hyphens between them (40 max)',
    ]);
    expect(check({ name: 'own--name' })).to.have.length(1);
    expect(check({ name: 'my-own-2' })).to.deep.equal([]);
  });
});

describe('ElastiCacheRedis manifests', () => {
  it('mean Redis where only Redis has the version', () => {
    const engineOf = (engine: JsonObject) => componentOf(kind, base({ engine })).spec.engine;
    expect(engineOf({ version: '7.1' })).to.deep.equal({ type: 'redis', version: '7.1' });
    expect(engineOf({ version: 7.1 })).to.deep.equal({ type: 'redis', version: '7.1' });
    expect(engineOf({ version: '6.x' }).type).to.equal('redis');
    expect(engineOf({ version: 8 })).to.deep.equal({ type: 'valkey', version: '8.0' });
    expect(engineOf({ type: 'valkey', version: '7.2' }).type).to.equal('valkey');
  });

  it('may be written in the older forms', () => {
    const { spec } = componentOf(
      kind,
      base({
        engine: { parameters: { timeout: 300, activedefrag: true } },
        cluster: { ...NODE, multiAz: true },
        security: { authTokenSecret: 'dev/token' },
        backup: { window: '02:00-03:00', maintenanceWindow: 'sun:05:00-sun:06:00' },
      }),
    );
    expect(spec.parameters).to.deep.equal({ timeout: '300', activedefrag: 'yes' });
    expect(spec.cluster.multiAZ).to.equal(true);
    expect(spec.security.authTokenSecret).to.deep.equal({ ref: 'dev/token' });
    expect(spec.backup.preferredWindow).to.equal('02:00-03:00');
    expect(spec.maintenance.preferredWindow).to.equal('sun:05:00-sun:06:00');
  });

  it('get two nodes in two zones, snapshots and a last one in production', () => {
    const { spec } = componentOf(kind, base(), { environmentClass: 'production' });
    expect(spec.cluster).to.include({ numNodes: 2, multiAZ: true });
    expect(spec.backup.retentionDays).to.equal(7);
    expect(spec.finalSnapshot).to.equal(true);
    expect(told(findings(kind, base(), { environmentClass: 'production' }))).to.deep.equal([]);
  });
});
