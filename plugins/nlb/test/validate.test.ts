import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { componentOf, told, viewOf } from '../../common/test/component.js';
import { stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';
const web = stranger('api/web', 'MicroService', { ports: [{ name: 'http', port: 8080 }] });
const dns = stranger('api/dns', 'MicroService', { ports: [{ name: 'dns', port: 53, protocol: 'udp' }] });

function check(...listeners: JsonObject[]) {
  return checkAll({}, ...listeners);
}

function checkAll(spec: JsonObject, ...listeners: JsonObject[]) {
  const given = listeners.length === 0 ? [{}] : listeners;
  const component = componentOf(kind, {
    listeners: given.map((listener) => ({ port: 9000, protocol: 'TCP', target: 'web', ...listener })),
    ...spec,
  });
  return told(kind.validate?.(component, viewOf([component, web, dns])) ?? []);
}

describe('NLB validation', () => {
  it('accepts the smallest load balancer', () => {
    expect(check({})).to.deep.equal([]);
    expect(check({ protocol: 'TLS', certificate: ARN })).to.deep.equal([]);
  });

  it('has a certificate where it speaks TLS, and only there', () => {
    expect(check({ protocol: 'TLS' })).to.deep.equal(['PANKA-NLB-001 TLS listener needs a certificate']);
    expect(check({ protocol: 'TLS', certificate: {} })).to.deep.equal([
      'PANKA-NLB-006 certificate needs exactly one of arn and domain',
    ]);
    expect(check({ certificate: ARN, alpnPolicy: 'HTTP2Only', target: { component: 'web', tls: true } })).to.deep.equal(
      [
        'PANKA-NLB-010 listener 9000: certificate is for TLS, not for TCP',
        'PANKA-NLB-010 listener 9000: alpnPolicy is for TLS, not for TCP',
        'PANKA-NLB-010 listener 9000: target.tls is for TLS, not for TCP',
      ],
    );
    expect(check({ protocol: 'TLS', certificate: ARN, stickiness: true })).to.deep.equal([
      'PANKA-NLB-010 listener 9000: stickiness is not for TLS',
    ]);
  });

  it('always keeps the address of who sends UDP', () => {
    expect(
      checkAll({ preserveClientIp: false }, { protocol: 'UDP', target: 'dns', healthCheck: { port: 53 } })[0],
    ).to.equal("PANKA-NLB-002 preserveClientIp can't be off for UDP");
    expect(checkAll({ preserveClientIp: false })).to.deep.equal([]);
  });

  it('asks a target that takes UDP over TCP', () => {
    expect(check({ protocol: 'UDP', target: 'dns' })).to.deep.equal([
      'PANKA-NLB-003 listener 9000: health is asked over TCP, and dns has no TCP port 53; give healthCheck.port',
    ]);
  });

  it('knows the ports of its targets', () => {
    expect(check({ target: { component: 'web', port: 9000 } })).to.deep.equal([
      'PANKA-NLB-004 target web has no tcp port 9000',
    ]);
    expect(check({ protocol: 'UDP', target: 'web' })).to.deep.equal(['PANKA-NLB-004 target web has no udp port']);
    expect(check({ protocol: 'TCP_UDP', target: 'web' })).to.deep.equal([
      'PANKA-NLB-004 target web has no udp port 8080',
    ]);
  });

  it('listens on a port once', () => {
    expect(check({}, {})).to.deep.equal([
      'PANKA-NLB-005 port 9000 is listened on twice; TCP and UDP of one port are one listener of protocol TCP_UDP',
    ]);
  });

  it('has health checks that AWS takes', () => {
    expect(check({ healthCheck: { timeoutSeconds: 10 } })).to.deep.equal([
      'PANKA-NLB-008 listener 9000: a health check every 10 s cannot take 10 s',
    ]);
    expect(check({ healthCheck: { path: '/up' } })).to.deep.equal([
      'PANKA-NLB-010 listener 9000: healthCheck.path is for HTTP and HTTPS',
    ]);
  });

  it('says who may connect from the internet, and has public addresses only there', () => {
    expect(checkAll({ scheme: 'internet-facing' })).to.deep.equal([
      'PANKA-NLB-009 internet-facing, but only the VPC may connect: say who in allowedCidrs',
    ]);
    expect(checkAll({ staticIps: true })).to.deep.equal([
      'PANKA-NLB-007 staticIps are public addresses; an internal NLB has none',
    ]);
    expect(checkAll({ internal: false, staticIps: true, allowedCIDRs: ['203.0.113.0/24'] })).to.deep.equal([]);
  });

  it('tells that AWS logs TLS connections only', () => {
    expect(checkAll({ accessLogs: { enabled: true } })).to.deep.equal([
      'PANKA-NLB-011 accessLogs are written for TLS listeners only; there is none',
    ]);
  });

  it('is waited for by its targets', () => {
    const { spec } = componentOf(kind, { listeners: [{ port: 1, protocol: 'TCP', target: 'web' }] });
    expect(kind.references?.(spec)).to.deep.include({
      component: 'web',
      path: '/listeners/0/target/component',
      edge: 'neededBy',
      reason: 'target',
      kinds: ['MicroService', 'EC2Instance'],
    });
  });
});
