import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import kind from '../src/index.js';

const base = (more: JsonObject = {}): JsonObject => ({ instance: { class: 'db.t4g.medium' }, ...more });
const check = (more: JsonObject = {}) => told(findings(kind, base(more)));
const ofClass = (name: string, more: JsonObject = {}) => check({ instance: { class: name }, ...more });

describe('DocumentDB validation', () => {
  it('accepts the smallest cluster', () => {
    expect(check()).to.deep.equal([]);
  });

  it('knows the classes on offer, and those that need a newer engine', () => {
    const offered = ["isn't offered by DocumentDB (db.t3.medium, db.t4g.medium, db.r5/r6g/r8g)"];
    expect(ofClass('db.m5.large')).to.deep.equal([`PANKA-DOC-001 class db.m5.large ${offered}`]);
    expect(ofClass('db.t4g.large')).to.deep.equal([`PANKA-DOC-001 class db.t4g.large ${offered}`]);
    expect(ofClass('db.r8g.24xlarge')).to.deep.equal([`PANKA-DOC-001 class db.r8g.24xlarge ${offered}`]);
    for (const name of ['db.t3.medium', 'db.r5.24xlarge', 'db.r6g.16xlarge', 'db.r8g.large'])
      expect(ofClass(name)).to.deep.equal([]);
    expect(ofClass('db.r8g.large', { engine: { version: '4.0.0' } })).to.deep.equal([
      'PANKA-DOC-001 class db.r8g.large needs engine.version 5.0.0 or newer; 4.0.0 given',
    ]);
  });

  it('keeps TLS on', () => {
    expect(check({ parameters: { tls: 'disabled' } })).to.deep.equal([
      "PANKA-DOC-002 tls parameter 'disabled' is refused",
    ]);
    expect(check({ parameters: { tls: false } })).to.deep.equal(["PANKA-DOC-002 tls parameter 'disabled' is refused"]);
    expect(check({ parameters: { tls: 'on' } })).to.deep.equal([
      "PANKA-DOC-002 tls parameter 'on' isn't known; use enabled, tls1.2+, tls1.3+, fips-140-3",
    ]);
    expect(check({ parameters: { tls: 'tls1.3+' } })).to.deep.equal([]);
  });

  it('knows how the master user may be named', () => {
    const named = (username: string) => check({ database: { username } });
    expect(named('Root')).to.deep.equal(['PANKA-DOC-003 username "Root" is reserved by DocumentDB']);
    expect(named('doc_admin')).to.deep.equal([
      'PANKA-DOC-003 username "doc_admin" must start with a letter and hold only letters and digits',
    ]);
  });

  it('refuses windows that overlap or are too short', () => {
    const windows = (backup: string, maintenance: string) =>
      check({ backup: { preferredWindow: backup }, maintenance: { preferredWindow: maintenance } });
    expect(windows('03:00-04:00', 'sun:03:30-sun:04:30')).to.deep.equal([
      'PANKA-DOC-004 backup.preferredWindow overlaps maintenance.preferredWindow',
    ]);
    expect(windows('03:00-03:20', 'sun:04:00-sun:05:00')).to.deep.equal([
      'PANKA-DOC-004 backup.preferredWindow 03:00-03:20 is 20 minutes long; AWS takes 30 or more',
    ]);
  });

  it('knows what I/O-optimised storage needs', () => {
    expect(check({ storageType: 'iopt1', engine: { version: '4.0.0' } })).to.deep.equal([
      'PANKA-DOC-005 storageType iopt1 needs engine.version 5.0.0 or newer; 4.0.0 given',
    ]);
  });

  it('sees logs that nothing writes', () => {
    expect(check({ parameters: { profiler: 'disabled' } })).to.deep.equal([
      'PANKA-DOC-006 monitoring.logs has "profiler", but parameters.profiler is disabled: nothing would be written',
    ]);
    expect(check({ parameters: { profiler: 'disabled' }, monitoring: { logs: ['audit'] } })).to.deep.equal([]);
  });

  it('restarts nothing at once in production', () => {
    const written = base({ maintenance: { applyImmediately: true } });
    expect(told(findings(kind, written, { environmentClass: 'production' }))).to.deep.equal([
      'PANKA-DOC-007 maintenance.applyImmediately restarts instances at once: not in production',
    ]);
    expect(told(findings(kind, written))).to.deep.equal([]);
  });

  it('warns of a major upgrade that would wait for the window, and lets it not wait in production', () => {
    const upgrade = (applyImmediately: boolean) =>
      told(
        findings(kind, base({ maintenance: { allowMajorVersionUpgrade: true, applyImmediately } }), {
          environmentClass: 'production',
        }),
      );
    expect(upgrade(false)).to.deep.equal([
      'PANKA-DOC-012 a new major version needs applyImmediately: while it waits for the window, the parameter group of the old one cannot be deleted',
    ]);
    expect(upgrade(true)).to.deep.equal([]);
  });

  it('wants two availability zones', () => {
    const component = componentOf(kind, base());
    const networking = { subnets: { private: [{ cidr: '10.0.0.0/24', availabilityZone: 'us-east-1a' }] } };
    expect(told(kind.validate?.(component, viewOf([component], { networking })) ?? [])).to.deep.equal([
      'PANKA-DOC-008 DocumentDB needs subnets in at least 2 availability zones; Networking has 1 (us-east-1a)',
    ]);
  });

  it('always makes backups, and restores from one thing', () => {
    expect(check({ backup: { enabled: false } })).to.deep.equal([
      "PANKA-DOC-009 backups of DocumentDB can't be turned off",
    ]);
    expect(check({ restoreFrom: {} })).to.deep.equal([
      'PANKA-DOC-010 restoreFrom: give exactly one of snapshot, pointInTime',
    ]);
  });

  it('knows what AWS takes as a name', () => {
    expect(check({ name: 'My_Own' })).to.deep.equal([
      'PANKA-DOC-011 name "My_Own" must start with a letter and hold only lower-case letters, digits and single hyphens between them (63 max)',
    ]);
    expect(check({ name: 'own--name' })).to.have.length(1);
    expect(check({ name: 'my-own-2' })).to.deep.equal([]);
  });
});

describe('DocumentDB manifests', () => {
  it('may be written in the older forms', () => {
    const { spec } = componentOf(
      kind,
      base({
        engine: { version: '5.0', parameters: { ttl_monitor: true, profiler_threshold_ms: 200 } },
        database: { passwordSecret: 'dev/docs' },
        backup: { maintenanceWindow: 'sun:05:00-sun:06:00' },
        encryption: { kmsKeyId: 'arn:key' },
      }),
    );
    expect(spec.engine.version).to.equal('5.0.0');
    expect(spec.parameters).to.deep.equal({ ttl_monitor: 'enabled', profiler_threshold_ms: '200' });
    expect(spec.database.passwordSecret).to.deep.equal({ ref: 'dev/docs', key: 'password' });
    expect(spec.maintenance.preferredWindow).to.equal('sun:05:00-sun:06:00');
    expect(spec.encryption.kmsKey).to.equal('arn:key');
  });

  it('get three instances and longer backups in production', () => {
    const { spec } = componentOf(kind, base(), { environmentClass: 'production' });
    expect(spec.instance.count).to.equal(3);
    expect(spec.backup.retentionDays).to.equal(14);
    expect(spec.deletionPolicy).to.equal('snapshot');
  });

  it('can neither make a database public nor leave it unencrypted', () => {
    expect(() => componentOf(kind, base({ publicAccess: true }))).to.throw('/publicAccess');
    expect(() => componentOf(kind, base({ encryption: { enabled: false } }))).to.throw('/encryption/enabled');
  });
});
