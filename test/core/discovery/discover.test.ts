import { expect } from 'chai';
import { fixture } from './fixture.js';
import { component, discoverWritten } from './written-project.js';

describe('discover', () => {
  it('makes an application of a small stack', async () => {
    const { value, diagnostics } = await fixture('small-stack', { environment: 'development' });
    expect(diagnostics).to.deep.equal([]);
    expect(value?.stack.name).to.equal('shop');
    expect(value?.environment).to.deep.equal({ name: 'development', class: 'development', region: 'eu-west-1' });
    expect(value?.components.map((one) => `${one.kind} ${one.address}`)).to.deep.equal([
      'MicroService api/web',
      'RDS api/db',
      'SQS worker/jobs',
    ]);
    expect(value?.edges.map(({ from, to, reason }) => `${from} -> ${to} ${reason}`)).to.have.members([
      'api/web -> api/db dependsOn',
      'api/web -> api/db valueFrom',
      'api/web -> worker/jobs binding',
    ]);
  });

  it('asks nothing of a kind about what exists already, since what the kind requires may be missing', async () => {
    const external = '{external: {outputs: {dnsName: web.example.com}}}';
    const files = { 'services/api/lb.yaml': component('ALB', 'api/lb', external) };
    const { value, diagnostics } = await discoverWritten(files);
    expect(diagnostics).to.deep.equal([]);
    expect(value?.components.map((one) => one.address)).to.deep.equal(['api/lb']);
  });

  it('substitutes, normalises, coerces and completes a spec', async () => {
    const { value } = await fixture('small-stack', { environment: 'development' });
    expect(value?.components[0]?.spec).to.deep.equal({
      image: { repository: 'shop/web', tag: '1.4.2' },
      runtime: { platform: 'fargate', cpu: 512, memory: 512 },
      replicas: 1,
      ports: [{ name: 'http', port: 8080 }],
      environment: [
        { name: 'DB_HOST', valueFrom: { component: 'db', output: 'address' } },
        { name: 'STAGE', value: 'development' },
      ],
      bindings: [{ component: 'worker/jobs', access: 'write' }],
      dependsOn: ['db'],
    });
  });

  it('lays the overlay of the environment over the manifests', async () => {
    const { value, diagnostics } = await fixture('small-stack', { environment: 'production' });
    expect(diagnostics).to.deep.equal([]);
    const [web] = value!.components;
    expect(web?.spec['runtime']).to.deep.equal({ platform: 'fargate', cpu: 1024, memory: 512 });
    expect(web?.spec['replicas']).to.equal(2);
    expect(web?.spec['environment']).to.deep.include({ name: 'STAGE', value: 'live' });
  });
});
