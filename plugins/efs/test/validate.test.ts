import { expect } from 'chai';
import type { ApplicationView, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const all = (spec: JsonObject, networking?: JsonObject, view: Partial<ApplicationView> = {}) => {
  const component = componentOf(kind, spec);
  const infra = networking === undefined ? {} : { networking };
  return kind.validate?.(component, { ...viewOf([component], infra), ...view }) ?? [];
};
const check = (...given: Parameters<typeof all>) => told(all(...given));

describe('EFS validation', () => {
  it('accepts the smallest file system, and one of each throughput', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ throughputMode: 'bursting', performanceMode: 'maxIO' })).to.deep.equal([]);
    expect(check({ throughputMode: 'provisioned', provisionedMiBps: 64 })).to.deep.equal([]);
  });

  it('wants throughput to be given where it is set aside, and nowhere else', () => {
    expect(check({ throughputMode: 'provisioned' })).to.deep.equal([
      'PANKA-EFS-001 provisionedMiBps is needed with throughputMode provisioned',
    ]);
    expect(check({ provisionedMiBps: 64 })).to.deep.equal([
      'PANKA-EFS-003 provisionedMiBps 64 needs throughputMode provisioned; it is elastic',
    ]);
  });

  it('warns of two subnets in one zone, of which one is used', () => {
    const subnets = {
      data: ['us-east-1a', 'us-east-1a', 'us-east-1b'].map((availabilityZone) => ({ availabilityZone })),
    };
    const [finding, ...more] = all({}, { subnets });
    expect(finding).to.include({ code: 'PANKA-EFS-002', severity: 'warning' });
    expect(finding?.message).to.equal(
      'two subnets in us-east-1a; EFS takes one mount target per zone, in the first of them',
    );
    expect(more).to.deep.equal([]);
    expect(check({}, { subnets: { data: [{ id: 'subnet-1' }, { id: 'subnet-2' }] } })).to.deep.equal([]);
  });

  it('knows where maxIO is available', () => {
    expect(check({ performanceMode: 'maxIO' })).to.deep.equal([
      'PANKA-EFS-004 performanceMode maxIO is not available with throughputMode elastic',
    ]);
    const oneZone = { performanceMode: 'maxIO', throughputMode: 'bursting', oneZone: 'us-east-1a' };
    expect(check(oneZone)).to.deep.equal(['PANKA-EFS-004 performanceMode maxIO is not available with oneZone']);
  });

  it('archives what has been in infrequent access before, in elastic file systems of many zones', () => {
    const archive = (lifecycle: JsonObject, more: JsonObject = {}) => check({ lifecycle, ...more });
    expect(archive({ toIA: 'AFTER_90_DAYS', toArchive: 'AFTER_90_DAYS' })).to.deep.equal([
      'PANKA-EFS-005 lifecycle.toArchive AFTER_90_DAYS is not later than toIA AFTER_90_DAYS',
    ]);
    expect(archive({ toIA: 'NEVER', toArchive: 'AFTER_90_DAYS' })).to.deep.equal([
      'PANKA-EFS-005 lifecycle.toArchive needs toIA: files move on from there',
    ]);
    expect(archive({ toArchive: 'AFTER_90_DAYS' }, { throughputMode: 'bursting' })).to.deep.equal([
      'PANKA-EFS-005 lifecycle.toArchive needs throughputMode elastic; it is bursting',
    ]);
    expect(archive({ toArchive: 'AFTER_90_DAYS' }, { oneZone: 'us-east-1a' })).to.deep.equal([
      'PANKA-EFS-005 lifecycle.toArchive is not available with oneZone',
    ]);
    expect(archive({ toIA: 'AFTER_1_DAY', toArchive: 'AFTER_365_DAYS' })).to.deep.equal([]);
  });

  it('refuses two access points of one name', () => {
    const accessPoints = ['/a', '/b'].map((path) => ({ name: 'app', path }));
    expect(check({ accessPoints })).to.deep.equal(['PANKA-EFS-006 access point "app" is declared twice']);
  });

  it('has its one zone in the network of the stack, and says who suffers with it', () => {
    const zones = ['us-east-1a', 'us-east-1b'];
    const networking = {
      subnets: { private: zones.map((availabilityZone) => ({ id: 'subnet-1', availabilityZone })) },
    };
    expect(check({ oneZone: 'us-east-1f' }, networking)).to.deep.equal([
      'PANKA-EFS-007 oneZone us-east-1f has no subnet of the stack; its data subnets are in us-east-1a, us-east-1b',
    ]);
    expect(check({ oneZone: 'us-east-1a' }, networking)).to.deep.equal([]);
    const user = {
      from: stranger('web/gallery', 'MicroService'),
      reference: reference('api/thing', 'EFS', { path: '/volumes/0/efs/component', access: 'write' }),
    };
    const order = { ...user, reference: reference('api/thing', 'EFS', { path: '/dependsOn/0' }) };
    const findings = all({ oneZone: 'us-east-1a' }, networking, { referencesTo: () => [user, order, user] });
    expect(findings.map(({ severity, message }) => `${severity} ${message}`)).to.deep.equal([
      'warning api/thing is in us-east-1a alone and is mounted from every zone by web/gallery: traffic between zones costs, and all of them stop with that zone',
    ]);
    expect(check({ oneZone: 'us-east-1a' }, networking, { referencesTo: () => [order] })).to.deep.equal([]);
  });
});

describe('EFS manifests', () => {
  it('may write permissions as YAML reads them', () => {
    const { accessPoints } = componentOf(kind, { accessPoints: [{ name: 'app', path: '/a', permissions: 755 }] }).spec;
    expect(accessPoints).to.deep.equal([{ name: 'app', path: '/a', uid: 1000, gid: 1000, permissions: '0755' }]);
  });

  it('have one access point where none is given', () => {
    expect(componentOf(kind, {}).spec.accessPoints.map(({ name, path }) => [name, path])).to.deep.equal([
      ['app', '/app'],
    ]);
  });

  it('refuse folders that EFS would refuse', () => {
    for (const path of ['app', '/a/b/c/d/e', '/a/', '/a b'])
      expect(() => componentOf(kind, { accessPoints: [{ name: 'app', path }] }), path).to.throw('path');
  });

  it('get the key of the stack and retention in production', () => {
    const { spec } = componentOf(kind, {}, { environmentClass: 'production' });
    expect([spec.encryption.kmsKey, spec.deletionPolicy]).to.deep.equal(['stack', 'retain']);
  });
});
