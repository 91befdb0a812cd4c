import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { ApplicationView, JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const SMALL = { instanceType: 't4g.small' };
type Infra = Partial<ApplicationView['infra']>;

const all = (spec: JsonObject, infra: Infra = {}, also: { folder?: string; view?: Partial<ApplicationView> } = {}) => {
  const component = componentOf(kind, { ...SMALL, ...spec }, also.folder === undefined ? {} : { folder: also.folder });
  return kind.validate?.(component, { ...viewOf([component], infra), ...also.view }) ?? [];
};
const check = (...given: Parameters<typeof all>) => told(all(...given));

describe('EC2Instance validation', () => {
  it('accepts the smallest instance, and a group', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ autoscaling: { min: 0, max: 3 } })).to.deep.equal([]);
  });

  it('has an image for its processor', () => {
    const ssmParameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
    expect(check({ ami: { ssmParameter } })).to.deep.equal([
      `PANKA-EC2-001 ami ${ssmParameter} is x86_64 but t4g.small is arm64`,
    ]);
    expect(check({ ami: { ssmParameter }, instanceType: 'm7i.large' })).to.deep.equal([]);
    expect(check({ ami: { ssmParameter: '/golden/images/web' } })).to.deep.equal([]);
  });

  it('has no SSH key unless Security allows it', () => {
    expect(check({ keyName: 'mine' })).to.deep.equal(['PANKA-EC2-002 keyName is not allowed; use Session Manager']);
    expect(check({ keyName: 'mine' }, { security: { allowSshKeys: true } })).to.deep.equal([]);
  });

  it('has one image, and does one thing at its start', () => {
    const filter = { name: 'al2023-*', owner: 'amazon' };
    expect(check({ ami: { id: 'ami-0123456789abcdef0', filter } })).to.deep.equal([
      'PANKA-EC2-003 ami has id and filter; give one of id, ssmParameter and filter',
    ]);
    expect(check({ userData: 'echo', userDataFile: 'start.sh' })).to.deep.equal([
      'PANKA-EC2-004 give one of userData and userDataFile',
    ]);
  });

  it('has user data that EC2 takes', () => {
    expect(check({ userData: 'x'.repeat(16_385) })).to.deep.equal([
      'PANKA-EC2-005 userData has 16385 bytes; EC2 takes 16384: fetch the rest from a bucket',
    ]);
    const folder = mkdtempSync(join(tmpdir(), 'panka-user-data-'));
    try {
      writeFileSync(join(folder, 'start.sh'), 'x'.repeat(20_000));
      expect(check({ userDataFile: 'start.sh' }, {}, { folder })).to.deep.equal([
        'PANKA-EC2-005 userDataFile has 20000 bytes; EC2 takes 16384: fetch the rest from a bucket',
      ]);
      expect(check({ userDataFile: 'other.sh' }, {}, { folder })).to.deep.equal([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is reachable from outside only where there is a way', () => {
    expect(check({ publicIp: true })).to.deep.equal([
      'PANKA-EC2-006 publicIp needs subnet public: nothing from outside finds its way into private',
    ]);
    expect(check({ publicIp: true, subnet: 'public' })).to.deep.equal([]);
  });

  it('counts its instances in one place', () => {
    expect(check({ autoscaling: { min: 4, max: 2 } })).to.deep.equal(['PANKA-EC2-007 autoscaling.min 4 > max 2']);
    expect(check({ autoscaling: { min: 1, max: 2 }, count: 3 })).to.deep.equal([
      'PANKA-EC2-008 count 3 has no meaning with autoscaling; set autoscaling.min',
    ]);
  });

  it('lets in one from each rule', () => {
    expect(check({ ingress: [{ port: 25, from: {} }] })).to.deep.equal([
      'PANKA-EC2-009 ingress[0].from needs exactly one of component, cidr and securityGroupId',
    ]);
    const from = { cidr: '10.0.0.0/8', securityGroupId: 'sg-1' };
    expect(check({ ingress: [{ port: 25, from }] })[0]).to.match(/^PANKA-EC2-009/);
  });

  it('has a disk that EBS has', () => {
    expect(check({ rootVolume: { iops: 4000, throughput: 1500 } })).to.deep.equal([
      'PANKA-EC2-010 rootVolume.throughputMiBps 1500 needs iops 6000: gp3 has one MiB/s for every 4 operations',
    ]);
    expect(check({ rootVolume: { type: 'io2' } })).to.deep.equal(['PANKA-EC2-010 rootVolume.iops is needed with io2']);
  });

  it('is in a zone of the stack', () => {
    const zones = ['us-east-1a', 'us-east-1b'];
    const networking = {
      subnets: { private: zones.map((availabilityZone) => ({ id: 'subnet-1', availabilityZone })) },
    };
    expect(check({ subnet: 'us-east-1c' }, { networking })).to.deep.equal([
      'PANKA-EC2-011 subnet us-east-1c is no zone of the stack; it has us-east-1a, us-east-1b',
    ]);
    expect(check({ subnet: 'us-east-1b' }, { networking })).to.deep.equal([]);
  });

  it('declares a port once, and those that load balancers come to', () => {
    const ports = ['a', 'b'].map((name) => ({ name, port: 80 }));
    expect(check({ ports })).to.deep.equal(['PANKA-EC2-012 port 80 is declared twice']);
    const target = reference('api/thing', 'EC2Instance', { path: '/routes/0', reason: 'target', edge: 'neededBy' });
    const view = { referencesTo: () => [{ from: stranger('edge/public', 'ALB'), reference: target }] };
    const [finding] = all({}, {}, { view });
    expect(finding).to.include({ code: 'PANKA-EC2-013', severity: 'warning' });
    expect(finding?.message).to.equal('a load balancer leads to api/thing, which declares no ports: port 80 is taken');
    expect(check({ ports: ports.slice(0, 1) }, {}, { view })).to.deep.equal([]);
  });

  it('has variables that shells read', () => {
    expect(check({ environment: { 'my-var': '1' } })).to.deep.equal([
      'PANKA-EC2-014 variable my-var is no name that a shell takes: letters, digits and _',
    ]);
    expect(check({ environment: [{ name: 'A' }] })).to.deep.equal([
      'PANKA-EC2-015 environment.A needs exactly one of value and valueFrom',
    ]);
  });

  it('waits for whom it lets in', () => {
    const { spec } = componentOf(kind, { ...SMALL, ingress: [{ port: 1, from: { component: 'console' } }] });
    expect(kind.references?.(spec)).to.deep.equal([
      { component: 'console', path: '/ingress/0/from/component', edge: 'needs', reason: 'ingress' },
    ]);
  });
});

describe('EC2Instance manifests', () => {
  it('may name an image by its id alone', () => {
    expect(componentOf(kind, { ...SMALL, ami: 'ami-0123456789abcdef0' }).spec.ami).to.deep.equal({
      id: 'ami-0123456789abcdef0',
    });
  });

  it('get the key of the stack and metrics every minute in production', () => {
    const { spec } = componentOf(kind, SMALL, { environmentClass: 'production' });
    expect([spec.monitoring, spec.rootVolume.kmsKey, spec.rootVolume.sizeGiB]).to.deep.equal([true, 'stack', 20]);
  });

  it('cost what always runs', () => {
    const cost = (spec: JsonObject) => kind.fixedCost?.(componentOf(kind, { ...SMALL, ...spec }).spec);
    expect(cost({ count: 2, subnet: 'public', publicIp: true })).to.deep.equal([
      { item: 'ec2-instance-hour:t4g.small', quantity: 1460 },
      { item: 'ebs-gp3-gb-month', quantity: 40 },
      { item: 'public-ipv4-hour', quantity: 1460 },
    ]);
    expect(cost({ autoscaling: { min: 0, max: 9 } })).to.deep.equal([]);
  });

  it('need the key only where a disk is encrypted with it', () => {
    const needs = (rootVolume: JsonObject) => kind.needs?.(componentOf(kind, { ...SMALL, rootVolume }).spec);
    expect(needs({})).to.deep.equal(['network', 'alarmTopic']);
    expect(needs({ kmsKey: 'stack' })).to.deep.equal(['network', 'key', 'alarmTopic']);
  });
});
