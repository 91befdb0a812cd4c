import { expect } from 'chai';
import type { ComponentOf, EnvironmentClass, JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import sns from '../../sns/src/index.js';
import sqs from '../../sqs/src/index.js';
import kind from '../src/index.js';

const check = (spec: JsonObject, environmentClass: EnvironmentClass = 'development') =>
  told(findings(kind, spec, { environmentClass }));
const rule = (more: JsonObject): JsonObject => ({ lifecycle: [{ id: 'a', ...more }] });

describe('S3 validation', () => {
  it('accepts the smallest bucket', () => {
    expect(check({})).to.deep.equal([]);
  });
  it('takes tags of the bucket for those of the component, which win', () => {
    const { spec } = componentOf(kind, { bucket: { name: 'media', tags: { a: '1', b: '2' } }, tags: { b: '3' } });
    expect(spec.tags).to.deep.equal({ a: '1', b: '3' });
    expect(spec.bucket).to.deep.equal({ name: 'media', forceDestroy: false, objectLock: false });
    expect(() => componentOf(kind, { bucket: { tags: 'a' } })).to.throw('/bucket/tags');
  });
  it('refuses public access lists and websites', () => {
    expect(check({ bucket: { acl: 'public-read' } })).to.deep.equal([
      'PANKA-S3-001 acl public-read is refused; publish through CloudFront',
    ]);
    expect(check({ website: { indexDocument: 'index.html' } })).to.deep.equal([
      'PANKA-S3-007 website is refused; publish through CloudFront',
    ]);
  });
  it('knows from which age on a storage class takes objects', () => {
    expect(check(rule({ transitions: [{ days: 7, storageClass: 'STANDARD_IA' }] }))).to.deep.equal([
      'PANKA-S3-002 lifecycle transition to STANDARD_IA needs days ≥ 30',
    ]);
    expect(check(rule({ transitions: [{ days: 1, storageClass: 'GLACIER' }] }))).to.deep.equal([]);
  });
  it('wants transitions in order, and the end after them', () => {
    const transitions = [
      { days: 90, storageClass: 'GLACIER' },
      { days: 120, storageClass: 'STANDARD_IA' },
    ];
    expect(check(rule({ transitions }))).to.deep.equal([
      'PANKA-S3-003 transitions must be in rising order of days and colder class',
    ]);
    expect(
      check(rule({ transitions: [{ days: 30, storageClass: 'GLACIER' }], expiration: { days: 30 } })),
    ).to.deep.equal(["PANKA-S3-003 expiration.days 30 must be more than the last transition's 30"]);
  });
  it('keeps objects in infrequent access as long as S3 wants', () => {
    const rule = (days: number) => ({
      lifecycle: [
        {
          id: 'a',
          transitions: [
            { days: 30, storageClass: 'STANDARD_IA' },
            { days, storageClass: 'GLACIER' },
          ],
        },
      ],
    });
    expect(check(rule(45))).to.deep.equal([
      'PANKA-S3-002 lifecycle transition from STANDARD_IA to GLACIER needs days ≥ 60',
    ]);
    expect(check(rule(60))).to.deep.equal([]);
  });
  it('warns of older versions that the standing rule deletes before', () => {
    const kept = { id: 'a', prefix: 'invoices/', noncurrentVersionExpiration: { days: 365 } };
    expect(check({ lifecycle: [kept] })).to.deep.equal([
      'PANKA-S3-015 older versions go after 90 days, not 365, unless a rule without a prefix keeps those of the whole bucket longer',
    ]);
    const whole = { id: 'b', noncurrentVersionExpiration: { days: 400 } };
    expect(check({ lifecycle: [kept, whole] })).to.deep.equal([]);
    expect(check({ lifecycle: [kept, { ...whole, enabled: false }] })).to.have.length(1);
  });
  it('refuses names that S3 keeps for itself, and keys that nothing is encrypted with', () => {
    for (const name of ['a..b', '10.0.0.1', 'xn--bucket', 'files-s3alias'])
      expect(check({ bucket: { name } })).to.deep.equal([
        `PANKA-S3-005 bucket.name "${name}" is of a form that S3 keeps for itself`,
      ]);
    const replication = { destinationBucket: 'copy', kmsKeyId: 'arn:aws:kms:us-east-1:000000000000:key/k' };
    expect(check({ replication })).to.deep.equal([
      'PANKA-S3-011 replication.kmsKeyId is for objects encrypted with aws:kms; encryption.algorithm is AES256',
    ]);
  });
  it('tells nothing to what is FIFO', () => {
    const source = componentOf(kind, {
      notifications: [{ events: ['s3:ObjectCreated:*'], target: { component: 'jobs' } }],
    });
    const found = (jobs: ComponentOf<unknown>) => told(kind.validate?.(source, viewOf([source, jobs])) ?? []);
    const refused = 'PANKA-S3-016 jobs is FIFO, which S3 tells nothing; use a standard one, or eventBridge';
    expect(found(componentOf(sqs, { type: 'fifo' }, { name: 'jobs' }))).to.deep.equal([refused]);
    expect(found(componentOf(sns, { fifoTopic: true }, { name: 'jobs' }))).to.deep.equal([refused]);
    expect(found(componentOf(sqs, {}, { name: 'jobs' }))).to.deep.equal([]);
  });
  it('tells an event of a key once, also where one names the family of the other', () => {
    const target = { component: 'jobs' };
    const all = { events: ['s3:ObjectCreated:*'], target };
    const put = { events: ['s3:ObjectCreated:Put'], target };
    expect(check({ notifications: [all, put] })).to.deep.equal([
      'PANKA-S3-014 s3:ObjectCreated:Put is told twice for the same keys; give each notification another prefix or suffix',
    ]);
    expect(
      check({
        notifications: [
          { ...all, prefix: 'in/' },
          { ...put, prefix: 'out/' },
        ],
      }),
    ).to.deep.equal([]);
    expect(check({ notifications: [all, { events: ['s3:ObjectRemoved:Delete'], target }] })).to.deep.equal([]);
  });
  it('wants versions for replication, one destination and its key', () => {
    const replication = { destinationBucket: 'copy' };
    expect(check({ replication, versioning: { enabled: false } })).to.deep.equal([
      'PANKA-S3-004 replication needs versioning',
    ]);
    const copies = componentOf(kind, { versioning: { enabled: false } }, { name: 'copies' });
    const source = componentOf(kind, { replication: { component: 'copies' } });
    expect(told(kind.validate?.(source, viewOf([source, copies])) ?? [])).to.deep.equal([
      'PANKA-S3-004 replication needs versioning of "copies" too',
    ]);
    expect(check({ replication: {} })).to.deep.equal([
      'PANKA-S3-010 replication: give exactly one of destinationBucket, component',
    ]);
    expect(check({ replication, encryption: { algorithm: 'aws:kms' } })).to.deep.equal([
      'PANKA-S3-011 replication of objects encrypted with aws:kms needs replication.kmsKeyId',
    ]);
  });
  it('knows how buckets may be named, and warns of dots', () => {
    expect(check({ bucket: { name: 'My_Bucket' } })).to.deep.equal([
      'PANKA-S3-005 bucket.name "My_Bucket": 3–63 of a–z 0–9 . -',
    ]);
    expect(check({ name: 'X' })).to.deep.equal(['PANKA-S3-005 name "X": 3–63 of a–z 0–9 . -']);
    const [dots] = findings(kind, { bucket: { name: 'my.bucket' } });
    expect(dots).to.include({ code: 'PANKA-S3-005', severity: 'warning' });
  });
  it('warns of PUT from every origin in production', () => {
    const cors = { allowedOrigins: ['*'], allowedMethods: ['GET', 'PUT'] };
    expect(check({ cors })).to.deep.equal([]);
    expect(check({ cors }, 'production')).to.deep.equal([
      'PANKA-S3-006 cors.allowedOrigins "*" with PUT in production',
    ]);
  });
  it('never deletes objects with a bucket in production', () => {
    expect(check({ bucket: { forceDestroy: true } })).to.deep.equal([]);
    expect(check({ bucket: { forceDestroy: true } }, 'production')).to.deep.equal([
      'PANKA-S3-008 forceDestroy is refused in production: it deletes every object with the bucket',
    ]);
  });
  it('wants versions for object lock', () => {
    expect(check({ bucket: { objectLock: true }, versioning: { enabled: false } })).to.deep.equal([
      'PANKA-S3-009 objectLock needs versioning',
    ]);
  });
  it('refuses access logs in a bucket with a KMS key', () => {
    expect(check({ accessLogs: {} })).to.deep.equal(['PANKA-S3-012 accessLogs: give exactly one of bucket, component']);
    const logs = componentOf(kind, { encryption: { algorithm: 'aws:kms' } }, { name: 'logs' });
    const component = componentOf(kind, { accessLogs: { component: 'logs' } });
    expect(told(kind.validate?.(component, viewOf([component, logs])) ?? [])).to.deep.equal([
      'PANKA-S3-012 accessLogs.component "logs" is encrypted with aws:kms; access logs need AES256',
    ]);
  });
  it('refuses two lifecycle rules of one name', () => {
    expect(check({ lifecycle: [{ id: 'a' }, { id: 'a' }] })).to.deep.equal([
      'PANKA-S3-013 lifecycle rule "a" is declared twice',
    ]);
  });
  it('refuses two notifications that overlap', () => {
    const on = (prefix: string) => ({ events: ['s3:ObjectCreated:*'], prefix, target: { component: 'queue' } });
    expect(check({ notifications: [on('a/'), on('b/')] })).to.deep.equal([]);
    expect(check({ notifications: [on('a/'), on('a/b')] })).to.deep.equal([
      'PANKA-S3-014 s3:ObjectCreated:* is told twice for the same keys; give each notification another prefix or suffix',
    ]);
  });
});

describe('S3 manifests', () => {
  it('may give one cors rule, a plain versioning, wrapped rules and kmsKey', () => {
    const { spec } = componentOf(kind, {
      cors: { allowedOrigins: ['*'], allowedMethods: ['GET'] },
      versioning: false,
      lifecycle: { rules: [{ id: 'a' }] },
      encryption: { algorithm: 'aws:kms', kmsKey: 'stack' },
    });
    expect(spec.cors).to.deep.equal([{ allowedOrigins: ['*'], allowedMethods: ['GET'] }]);
    expect(spec.versioning).to.deep.equal({ enabled: false });
    expect(spec.lifecycle).to.deep.equal([{ id: 'a', enabled: true, transitions: [] }]);
    expect(spec.encryption.kmsKeyId).to.equal('stack');
  });
  it('names events that S3 has', () => {
    const told = (event: string) => () =>
      componentOf(kind, { notifications: [{ events: [event], target: { component: 'jobs' } }] });
    expect(told('s3:ObjectCreate:*')).to.throw('/notifications/0/events/0');
    expect(told('s3:LifecycleExpiration:*')).not.to.throw();
  });
  it('cannot open the bucket to the public', () => {
    expect(() => componentOf(kind, { publicAccessBlock: { blockPublicAcls: false } })).to.throw('/publicAccessBlock');
  });
});
