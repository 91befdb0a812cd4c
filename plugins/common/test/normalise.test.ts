import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { normaliseAutoscaling } from '../src/autoscaling.js';
import { normaliseContainer } from '../src/container-spec.js';
import { normaliseHealthCheck } from '../src/health-check.js';

describe('normalisation of containers', () => {
  const container = (spec: JsonObject) => normaliseContainer(spec);

  it('takes an image as text', () => {
    expect(container({ image: 'nginx:1.25' }).image).to.deep.equal({ repository: 'nginx', tag: '1.25' });
    expect(container({ image: 'localhost:5000/team/app' }).image).to.deep.equal({
      repository: 'localhost:5000/team/app',
    });
    expect(container({ image: `r.io/app:v1@sha256:${'a'.repeat(64)}` }).image).to.deep.equal({
      repository: 'r.io/app',
      tag: 'v1',
      digest: `sha256:${'a'.repeat(64)}`,
    });
  });

  it('takes fields under container, and lets those outside win', () => {
    expect(container({ container: { command: ['a'], user: 'x' }, command: ['b'] })).to.deep.equal({
      command: ['b'],
      user: 'x',
    });
  });

  it('takes the environment as a map, and its values as numbers', () => {
    const map = {
      PORT: 8080,
      DEBUG: false,
      HOST: { valueFrom: { component: 'db', output: 'endpoint' } },
      A: { value: 1 },
    };
    const list: JsonObject[] = [
      { name: 'PORT', value: '8080' },
      { name: 'DEBUG', value: 'false' },
      { name: 'HOST', valueFrom: { component: 'db', output: 'endpoint' } },
      { name: 'A', value: '1' },
    ];
    expect(container({ environment: map }).environment).to.deep.equal(list);
    expect(container({ environment: list }).environment).to.deep.equal(list);
  });

  it('takes protocols in capitals, launch types in small letters, configs as one map', () => {
    expect(
      container({
        ports: [{ port: 80, protocol: 'TCP' }],
        runtime: { launchType: 'fargate', cpu: '1 vCPU', memory: '2 GB' },
        configs: { mountPath: '/config', files: ['app.yaml'] },
      }),
    ).to.deep.equal({
      ports: [{ port: 80, protocol: 'tcp' }],
      runtime: { launchType: 'FARGATE', cpu: 1024, memory: 2048 },
      configs: [{ mountPath: '/config', files: ['app.yaml'] }],
    });
  });

  it('makes the flat health check of readiness and liveness', () => {
    const spec = {
      healthCheck: {
        readiness: { http: { path: '/ready', port: 8080, scheme: 'http' }, periodSeconds: 5, successThreshold: 1 },
        liveness: { exec: { command: ['true'] }, failureThreshold: 5 },
      },
    };
    const flat = {
      healthCheck: {
        protocol: 'HTTP',
        path: '/ready',
        port: 8080,
        periodSeconds: 5,
        liveness: { protocol: 'CMD', command: ['true'], failureThreshold: 5 },
      },
    };
    expect(normaliseHealthCheck(spec)).to.deep.equal(flat);
    expect(normaliseHealthCheck(flat)).to.deep.equal(flat);
    expect(normaliseHealthCheck({ healthCheck: { readiness: { tcp: { port: 5432 } } } })).to.deep.equal({
      healthCheck: { protocol: 'TCP', port: 5432 },
    });
  });

  it('takes older names of scaling targets, and policies', () => {
    expect(
      normaliseAutoscaling({
        autoscaling: {
          targetCPUPercent: 60,
          policies: [
            { type: 'targetTracking', metric: 'MemoryUtilization', targetValue: 80 },
            { metric: 'SQSBacklogPerTask', targetValue: 50 },
            { metric: 'Mystery', targetValue: 1 },
          ],
        },
      }),
    ).to.deep.equal({
      autoscaling: {
        targetCPUUtilization: 60,
        targetMemoryUtilization: 80,
        targetBacklogPerTask: 50,
        policies: [{ metric: 'Mystery', targetValue: 1 }],
      },
    });
  });

  it('leaves what it cannot read for the schema to refuse', () => {
    const wrong: JsonObject = { image: 7, environment: 'x', ports: {}, runtime: [], configs: 'app.yaml' };
    expect(container(wrong)).to.deep.equal(wrong);
    expect(normaliseHealthCheck({ healthCheck: { readiness: 'yes' } })).to.deep.equal({
      healthCheck: { readiness: 'yes' },
    });
  });
});
