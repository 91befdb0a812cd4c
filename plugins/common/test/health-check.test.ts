import { expect } from 'chai';
import { type HealthCheck, healthCommandOf, probesOf } from '../src/health-check.js';
import { healthCheckRules } from '../src/health-check-rules.js';
import { told } from './component.js';

const timing = { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
const flat: HealthCheck = { enabled: true, path: '/', protocol: 'HTTP', ...timing };
const ports = [{ name: 'http', port: 8080, protocol: 'tcp' as const }];

describe('health checks', () => {
  it('make a container command of liveness, else of a readiness that is a command', () => {
    expect(healthCommandOf(flat)).to.equal(undefined);
    expect(healthCommandOf({ ...flat, protocol: 'CMD', command: ['ready'] })?.command).to.deep.equal(['ready']);
    const live = { ...flat, protocol: 'CMD' as const, command: ['live'], timeoutSeconds: 90, periodSeconds: 20 };
    expect(healthCommandOf({ ...flat, protocol: 'CMD', command: ['ready'], liveness: live })).to.deep.equal({
      command: ['live'],
      intervalSeconds: 20,
      timeoutSeconds: 60,
      retries: 3,
      startPeriodSeconds: 30,
    });
    expect(healthCommandOf({ ...flat, enabled: false, liveness: live })).to.equal(undefined);
  });

  it('ask a port in what it speaks, where nothing else is written', () => {
    const readiness = (check: HealthCheck, main: object) => probesOf(check, { port: 8080, ...main }).readiness?.ask;
    expect(readiness(flat, {})).to.deep.equal({ http: { path: '/', port: 8080 } });
    for (const appProtocol of ['grpc', 'http2', 'tcp'])
      expect(readiness(flat, { appProtocol })).to.deep.equal({ tcp: { port: 8080 } });
    expect(readiness({ ...flat, path: '/health' }, { appProtocol: 'tcp' })).to.deep.equal({
      http: { path: '/health', port: 8080 },
    });
    expect(readiness({ ...flat, port: 9000 }, { appProtocol: 'grpc' })).to.deep.equal({
      http: { path: '/', port: 9000 },
    });
    expect(readiness(flat, { protocol: 'udp' })).to.equal(undefined);
  });

  it('understand the forms that ECS writes', () => {
    const command = (words: string[]) => healthCommandOf({ ...flat, protocol: 'CMD', command: words })?.command;
    expect(command(['CMD', 'curl', '-f', 'x'])).to.deep.equal(['curl', '-f', 'x']);
    expect(command(['CMD-SHELL', 'curl -f x || exit 1'])).to.deep.equal(['sh', '-c', 'curl -f x || exit 1']);
  });

  it('must ask a declared port', () => {
    expect(told(healthCheckRules({ ...flat, port: 9000 }, ports))).to.deep.equal([
      'PANKA-ECS-003 healthCheck.port 9000 is not one of spec.ports (8080)',
    ]);
    expect(healthCheckRules({ ...flat, port: 8080 }, ports)).to.deep.equal([]);
  });

  it('need a command for CMD, and warn of a liveness that ECS cannot do', () => {
    expect(told(healthCheckRules({ ...flat, protocol: 'CMD' }, ports))).to.deep.equal([
      'PANKA-ECS-018 a health check with protocol CMD needs a command',
    ]);
    const findings = healthCheckRules({ ...flat, liveness: flat }, ports);
    expect(findings.map((f) => [f.code, f.severity])).to.deep.equal([['PANKA-ECS-019', 'warning']]);
  });
});
