import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const POSTGRES: JsonObject = { type: 'postgres', version: '16' };
const AURORA: JsonObject = { type: 'aurora-postgresql', version: '16' };
const base = (more: JsonObject = {}): JsonObject => ({
  engine: POSTGRES,
  instance: { class: 'db.t4g.medium', storage: { allocatedGB: 100 } },
  database: { name: 'app' },
  ...more,
});
const check = (more: JsonObject = {}) => told(findings(kind, base(more)));
const storage = (more: JsonObject): JsonObject => ({
  instance: { class: 'db.t4g.medium', storage: { allocatedGB: 100, ...more } },
});
const aurora = (more: JsonObject = {}, instance: JsonObject = {}): JsonObject => ({
  engine: AURORA,
  instance: { class: 'db.r6g.large', ...instance },
  ...more,
});

describe('RDS validation', () => {
  it('accepts the smallest instance and the smallest cluster', () => {
    expect(check()).to.deep.equal([]);
    expect(check(aurora())).to.deep.equal([]);
  });
  it('knows the versions on offer', () => {
    expect(check({ engine: { type: 'postgres', version: '9.6' } })).to.deep.equal([
      'PANKA-RDS-001 engine.version "9.6" isn\'t offered for postgres; use 13 … 18',
    ]);
    expect(check({ engine: { type: 'mysql', version: '5.7' } })).to.deep.equal([
      'PANKA-RDS-001 engine.version "5.7" isn\'t offered for mysql; use 8.0, 8.4',
    ]);
    expect(check({ engine: { type: 'mariadb', version: '10.11.6' } })).to.deep.equal([]);
  });
  it('wants two availability zones', () => {
    const component = componentOf(kind, base(aurora()));
    const single = componentOf(
      kind,
      base({ instance: { class: 'db.t4g.medium', multiAZ: true, storage: { allocatedGB: 100 } } }),
    );
    const networking = { subnets: { private: [{ cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }] } };
    expect(told(kind.validate?.(single, viewOf([single], { networking })) ?? [])).to.deep.equal([
      'PANKA-RDS-002 multiAZ needs subnets in at least 2 availability zones; Networking has 1 (us-east-1a)',
    ]);
    expect(told(kind.validate?.(component, viewOf([component], { networking })) ?? [])).to.have.length(1);
    expect(
      told(
        kind.validate?.(single, viewOf([single], { networking: { subnets: { private: [{ id: 'subnet-1' }] } } })) ?? [],
      ),
    ).to.deep.equal([]);
    const defaults = { availabilityZones: ['us-east-1a'] };
    expect(told(kind.validate?.(single, viewOf([single], { networking: {}, defaults })) ?? [])[0]).to.include(
      'RDS-002',
    );
    const imported = { networking: { vpc: { mode: 'import', id: 'vpc-1' } }, defaults };
    expect(told(kind.validate?.(single, viewOf([single], imported)) ?? [])).to.deep.equal([]);
  });
  it('knows where provisioned I/O is possible', () => {
    expect(check(storage({ iops: 4000 }))).to.deep.equal([
      'PANKA-RDS-003 storage.iops needs allocatedGB ≥ 400 for gp3 (postgres, mysql, mariadb); 100 given',
    ]);
    expect(check(storage({ type: 'gp2', iops: 4000 }))).to.deep.equal([
      "PANKA-RDS-003 storage.iops can't be set for gp2",
    ]);
    expect(check(storage({ type: 'io1' }))).to.deep.equal(['PANKA-RDS-003 storage.type io1 needs iops']);
  });
  it('knows between which bounds I/O is provisioned', () => {
    expect(check(storage({ allocatedGB: 500, iops: 3000, throughput: 250 }))).to.deep.equal([
      'PANKA-RDS-003 storage.iops 3000: gp3 of 500 GiB has 12000 to 64000',
      'PANKA-RDS-003 storage.throughput 250: gp3 of 500 GiB has 500 or more',
    ]);
    expect(check(storage({ allocatedGB: 500, iops: 12_000, throughput: 4000 }))).to.deep.equal([
      'PANKA-RDS-003 storage.throughput 4000 needs storage.iops 16000',
    ]);
    expect(check(storage({ allocatedGB: 500, iops: 16_000, throughput: 4000 }))).to.deep.equal([]);
    expect(check(storage({ type: 'io2', allocatedGB: 50, iops: 1000 }))).to.deep.equal([
      'PANKA-RDS-003 storage.allocatedGB 50: io2 starts at 100',
    ]);
    expect(check(storage({ type: 'io1', iops: 6000 }))).to.deep.equal([
      'PANKA-RDS-003 storage.iops 6000: io1 of 100 GiB has 50 to 5000',
    ]);
    expect(check(storage({ type: 'io2', iops: 6000 }))).to.deep.equal([]);
  });
  it('wants room for storage to grow', () => {
    expect(check(storage({ allocatedGB: 120, maxAllocatedGB: 120 }))).to.deep.equal([
      'PANKA-RDS-004 maxAllocatedGB 120 must be at least 10 % above allocatedGB 120',
    ]);
    expect(check(storage({ maxAllocatedGB: 0 }))).to.deep.equal([]);
  });
  it('refuses windows that overlap, over midnight too', () => {
    const windows = (backup: string, maintenance: string) =>
      check({ backup: { preferredWindow: backup }, maintenance: { preferredWindow: maintenance } });
    const overlap = ['PANKA-RDS-005 backup.preferredWindow overlaps maintenance.preferredWindow'];
    expect(windows('03:00-04:00', 'sun:03:30-sun:04:30')).to.deep.equal(overlap);
    expect(windows('23:30-00:30', 'mon:00:00-mon:01:00')).to.deep.equal(overlap);
    expect(windows('03:00-04:00', 'sun:04:00-sun:05:00')).to.deep.equal([]);
    expect(windows('03:00-03:20', 'sun:04:00-sun:05:00')).to.deep.equal([
      'PANKA-RDS-005 backup.preferredWindow 03:00-03:20 is 20 minutes long; AWS takes 30 or more',
    ]);
  });
  it('knows how databases and users may be named', () => {
    expect(check({ database: { name: 'my-db' } })).to.deep.equal([
      'PANKA-RDS-006 database.name "my-db" must start with a letter and hold only letters, digits and _ (63 max)',
    ]);
    expect(check({ database: { name: 'app', username: 'admin' } })).to.deep.equal([
      'PANKA-RDS-007 username "admin" is reserved for postgres',
    ]);
    expect(
      check({ engine: { type: 'mysql', version: '8.4' }, database: { name: 'app', username: 'admin' } }),
    ).to.deep.equal([]);
    expect(check({ database: { name: 'app', username: 'shop-admin' } })).to.deep.equal([
      'PANKA-RDS-007 username "shop-admin" must start with a letter and hold only letters, digits and _ (63 max for postgres)',
    ]);
    const long = { database: { name: 'app', username: 'administratorofshop' } };
    expect(check({ ...long, engine: { type: 'mysql', version: '8.4' } })).to.deep.equal([
      'PANKA-RDS-007 username "administratorofshop" must start with a letter and hold only letters, digits and _ (16 max for mysql)',
    ]);
    expect(check(long)).to.deep.equal([]);
    expect(check({ name: 'Orders_DB' })).to.deep.equal([
      'PANKA-RDS-018 name "Orders_DB" must start with a letter and hold only lower-case letters, digits and single hyphens between them (63 max)',
    ]);
  });
  it('wants a secret of yours where AWS takes no other', () => {
    expect(check({ readReplicas: 1 })).to.deep.equal([
      'PANKA-RDS-017 readReplicas needs database.passwordSecret: AWS makes no replica of a database whose password RDS keeps itself',
    ]);
    const own = { database: { name: 'app', passwordSecret: { ref: 'dev/db', key: 'pw' } } };
    expect(check({ ...own, readReplicas: 1 })).to.deep.equal([]);
    expect(check({ ...own, proxy: true })).to.deep.equal([
      'PANKA-RDS-020 proxy reads the keys username and password of the secret; key "pw" given',
    ]);
  });
  it('warns of a major upgrade that would wait for the window', () => {
    expect(check({ maintenance: { allowMajorVersionUpgrade: true } })).to.deep.equal([
      'PANKA-RDS-019 a new major version needs applyImmediately: while it waits for the window, the parameter group of the old one cannot be deleted',
    ]);
    expect(check({ maintenance: { allowMajorVersionUpgrade: true, applyImmediately: true } })).to.deep.equal([]);
  });
  it('keeps apart what Aurora takes and what it does not', () => {
    expect(check(aurora({}, { storage: { allocatedGB: 100 } }))).to.deep.equal([
      "PANKA-RDS-008 instance.storage isn't used by aurora-postgresql",
    ]);
    expect(check({ instance: { class: 'db.t4g.medium' } })).to.deep.equal([
      'PANKA-RDS-009 instance.storage.allocatedGB is required for postgres',
    ]);
    expect(check(aurora({}, { class: 'db.serverless' }))).to.deep.equal([
      'PANKA-RDS-010 db.serverless needs instance.serverless.maxACU',
    ]);
    expect(check({ instance: { class: 'db.serverless', storage: { allocatedGB: 20 } } })).to.deep.equal([
      'PANKA-RDS-010 serverless needs Aurora; engine.type is postgres',
    ]);
    expect(check(aurora({}, { class: 'db.serverless', serverless: { minACU: 4, maxACU: 2 } }))).to.deep.equal([
      'PANKA-RDS-010 minACU 4 > maxACU 2',
    ]);
    expect(check(aurora({}, { serverless: { maxACU: 2 } }))).to.deep.equal([
      "PANKA-RDS-010 serverless isn't used by db.r6g.large",
    ]);
    expect(check({ instance: { class: 'db.t4g.medium', replicas: 2, storage: { allocatedGB: 20 } } })).to.deep.equal([
      "PANKA-RDS-011 instance.replicas isn't used by postgres; use readReplicas",
    ]);
    expect(check(aurora({ readReplicas: 2 }))).to.deep.equal([
      "PANKA-RDS-011 readReplicas isn't used by aurora-postgresql; use instance.replicas",
    ]);
    expect(check(aurora({ backup: { enabled: false } }))).to.deep.equal([
      "PANKA-RDS-015 backups of aurora-postgresql can't be turned off",
    ]);
    const secret = { name: 'app', passwordSecret: { ref: 'dev/db' } };
    expect(check({ readReplicas: 1, backup: { enabled: false }, database: secret })).to.deep.equal([
      'PANKA-RDS-015 readReplicas needs backup.enabled: true',
    ]);
  });
  it('knows the logs of an engine, and what Performance Insights takes', () => {
    expect(check({ monitoring: { logs: ['slowquery'] } })).to.deep.equal([
      'PANKA-RDS-012 monitoring.logs "slowquery" isn\'t a log of postgres; use postgresql, upgrade, iam-db-auth-error',
    ]);
    expect(check({ monitoring: { retentionDays: 30 } })).to.deep.equal([
      'PANKA-RDS-013 monitoring.retentionDays 30 must be 7, a multiple of 31, or 731',
    ]);
    const small = { class: 'db.t4g.micro', storage: { allocatedGB: 20 } };
    const mysql = { engine: { type: 'mysql', version: '8.4' }, instance: small };
    expect(check({ ...mysql, monitoring: { performanceInsights: true } })).to.deep.equal([
      "PANKA-RDS-016 performanceInsights isn't offered on db.t4g.micro for mysql",
    ]);
    expect(check(mysql)).to.deep.equal([]);
    const aurora = { engine: { type: 'aurora-mysql', version: '8.0' }, instance: { class: 'db.t3.medium' } };
    expect(check({ ...aurora, monitoring: { performanceInsights: true } })).to.deep.equal([
      "PANKA-RDS-016 performanceInsights isn't offered on db.t3.medium for aurora-mysql",
    ]);
  });
  it('restores from one thing', () => {
    expect(check({ restoreFrom: {} })).to.deep.equal([
      'PANKA-RDS-014 restoreFrom: give exactly one of snapshot, pointInTime',
    ]);
  });
});

describe('RDS manifests', () => {
  it('may be written in the older forms', () => {
    const { spec } = componentOf(
      kind,
      base({
        engine: { type: 'postgres', version: 16, parameters: { max_connections: 200, 'rds.force_ssl': true } },
        instance: { class: 'db.m6g.large', iops: 12_000, storage: { allocatedGB: 500 } },
        database: { name: 'app', passwordSecret: 'dev/db' },
        backup: { maintenanceWindow: 'sun:05:00-sun:06:00' },
      }),
    );
    expect(spec.engine).to.deep.include({
      version: '16',
      parameters: { max_connections: '200', 'rds.force_ssl': '1' },
    });
    expect(spec.instance.storage).to.include({ iops: 12_000, type: 'gp3' });
    expect(spec.database.passwordSecret).to.deep.equal({ ref: 'dev/db', key: 'password' });
    expect(spec.maintenance.preferredWindow).to.equal('sun:05:00-sun:06:00');
  });
  it('must quote a version that YAML would shorten', () => {
    expect(() => componentOf(kind, base({ engine: { type: 'postgres', version: 16.1 } }))).to.throw('/engine/version');
  });
  it('get a standby, longer backups and enhanced monitoring in production', () => {
    const { spec } = componentOf(kind, base(), { environmentClass: 'production' });
    expect(spec.instance).to.include({ multiAZ: true, replicas: 1 });
    expect(spec.backup.retentionDays).to.equal(14);
    expect(spec.monitoring.enhancedMonitoring).to.equal(true);
    expect(spec.deletionPolicy).to.equal('snapshot');
  });
  it('cannot make a database public', () => {
    expect(() => componentOf(kind, base({ publicAccess: true }))).to.throw('/publicAccess');
  });
});
