import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf, findings, told, viewOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import kind from '../src/index.js';

const web = { image: 'web:1', ports: [{ name: 'http', port: 8080 }] };

/** An ALB whose only route leads to the component of the tests. */
const balancer: ComponentOf = {
  ...stranger('api/public', 'ALB'),
  references: [
    reference('api/thing', 'MicroService', { path: '/routes/0/target/component', edge: 'neededBy', reason: 'target' }),
  ],
};

const check = (spec: JsonObject = {}) => told(findings(kind, { ...web, ...spec }));
const behind = (spec: JsonObject = {}) => {
  const component = componentOf(kind, { ...web, ...spec });
  return told(kind.validate?.(component, viewOf([component, balancer])) ?? []);
};

describe('MicroService validation', () => {
  it('accepts the smallest service, also behind a load balancer', () => {
    expect(check()).to.deep.equal([]);
    expect(behind()).to.deep.equal([]);
  });

  it('holds the rules of containers, health checks and scaling', () => {
    expect(check({ runtime: { cpu: 256, memory: 4096 } })[0]).to.match(/^PANKA-ECS-001 /);
    expect(check({ healthCheck: { port: 9000 } })).to.deep.equal([
      'PANKA-ECS-003 healthCheck.port 9000 is not one of spec.ports (8080)',
    ]);
    expect(check({ autoscaling: { enabled: true, minReplicas: 5, maxReplicas: 3 } })).to.deep.equal([
      'PANKA-ECS-004 autoscaling.minReplicas 5 > maxReplicas 3',
    ]);
    expect(check({ autoscaling: { minReplicas: 5, maxReplicas: 3 } })).to.deep.equal([]);
  });

  it('refuses nothing to send requests to', () => {
    const message = 'PANKA-ECS-005 replicas 0 with a load balancer target is refused (set autoscaling.minReplicas ≥ 1)';
    expect(behind({ replicas: 0 })).to.deep.equal([message]);
    expect(behind({ autoscaling: { enabled: true, minReplicas: 0, maxReplicas: 3 } })).to.deep.equal([message]);
    expect(behind({ replicas: 0, autoscaling: { enabled: true, minReplicas: 1, maxReplicas: 3 } })).to.deep.equal([]);
    expect(check({ replicas: 0 })).to.deep.equal([]);
  });

  it('scales by requests only behind an ALB', () => {
    const autoscaling = { enabled: true, maxReplicas: 3, requestsPerTarget: 100 };
    expect(check({ autoscaling })).to.deep.equal([
      'PANKA-ECS-021 autoscaling.requestsPerTarget needs a route of an ALB that leads here',
    ]);
    expect(behind({ autoscaling })).to.deep.equal([]);
  });

  it('rolls behind a load balancer, where there is one target group', () => {
    expect(behind({ deployment: { strategy: 'canary' } })).to.deep.equal([
      'PANKA-ECS-022 deployment.strategy canary needs a second target group, which ALB routes do not have; behind a load balancer use rolling',
    ]);
    expect(check({ deployment: { strategy: 'canary' } })).to.deep.equal([]);
  });

  it('shifts traffic only where Service Connect brings some', () => {
    const message =
      'PANKA-ECS-025 deployment.strategy linear shifts the traffic of Service Connect, and nothing reaches this component by it';
    const deployment = { strategy: 'linear' };
    expect(check({ deployment, serviceDiscovery: { enabled: false } })).to.deep.equal([message]);
    expect(check({ deployment, ports: [{ name: 'dns', port: 53, protocol: 'udp' }] })).to.deep.equal([message]);
    expect(check({ deployment })).to.deep.equal([]);
  });

  it('waits longer than the steps of its strategy take', () => {
    const [finding] = findings(kind, { ...web, deployment: { strategy: 'linear', timeoutMinutes: 14 } });
    expect(finding).to.include({
      code: 'PANKA-ECS-026',
      path: '/deployment/timeoutMinutes',
      message: 'deployment.timeoutMinutes 14 is over before a linear deployment can be: its steps take 14 minutes',
      suggestion: 'timeoutMinutes: 29',
    });
    expect(check({ deployment: { strategy: 'linear', timeoutMinutes: 15 } })).to.deep.equal([]);
  });

  it('tells that a namespace of its own is not used', () => {
    const [finding] = findings(kind, { ...web, serviceDiscovery: { namespace: 'shop' } });
    expect(finding).to.include({ code: 'PANKA-ECS-023', severity: 'info' });
  });

  it('has more tasks and no shell in production', () => {
    const development = componentOf(kind, web).spec;
    const production = componentOf(kind, web, { environmentClass: 'production' }).spec;
    expect([development.replicas, development.exec.enabled]).to.deep.equal([1, true]);
    expect([production.replicas, production.exec.enabled]).to.deep.equal([2, false]);
  });
});
