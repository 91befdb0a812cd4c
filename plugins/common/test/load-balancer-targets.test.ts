import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, ProvidedComponent, TranslateContext } from 'panka/sdk';
import { isTarget, portsToAdmit, routesTo } from '../src/load-balancer-targets.js';
import { viewOf } from './component.js';
import { reference, stranger } from './consumption.js';
import { plainOf } from './fake-runtime.js';

function behind(
  kind: string,
  spec: JsonObject,
  path: string,
  arns: Readonly<Record<string, string>>,
): TranslateContext {
  const balancer: ProvidedComponent = {
    component: stranger('edge/lb', kind, spec),
    provides: {},
    outputs: { targetGroupArns: pulumi.output(arns) },
  };
  const target = reference('api/web', 'MicroService', { path, edge: 'neededBy', reason: 'target' });
  const consumer = reference('api/web', 'MicroService', {
    path: '/environment/0/valueFrom/component',
    via: 'valueFrom',
  });
  return {
    incoming: [
      { from: 'edge/lb', reference: target },
      { from: 'edge/caller', reference: consumer },
    ],
    provided: () => balancer,
  } as unknown as TranslateContext;
}

describe('routes that lead to a component', () => {
  it('are those of ALBs by name', async () => {
    const spec = { routes: [{ name: 'web', target: { component: 'api/web' } }] };
    const [route, ...others] = routesTo(behind('ALB', spec, '/routes/0/target/component', { web: 'arn:web' }));
    expect(others).to.deep.equal([]);
    expect(route).to.include({ from: 'edge/lb', name: 'web', port: undefined });
    expect(await plainOf(route?.targetGroupArn)).to.equal('arn:web');
  });

  it('are those of NLBs by port', async () => {
    const spec = { listeners: [{ port: 9000, target: { component: 'api/web', port: 9001 } }] };
    const [route] = routesTo(behind('NLB', spec, '/listeners/0/target/component', { '9000': 'arn:tcp' }));
    expect(route).to.deep.include({ name: '9000', port: 9001, protocols: ['tcp'] });
    expect(await plainOf(route?.targetGroupArn)).to.equal('arn:tcp');
  });

  it('say which ports their target opens: what comes, and what is asked', () => {
    const opened = (listener: JsonObject, health?: number) => {
      const spec = { listeners: [{ port: 53, target: { component: 'api/web' }, ...listener }] };
      const [route] = routesTo(behind('NLB', spec, '/listeners/0/target/component', { '53': 'arn:dns' }));
      const target = health === undefined ? { main: 5353 } : { main: 5353, health };
      return portsToAdmit(route!, target).map(({ port, protocol }) => `${port}/${protocol}`);
    };
    expect(opened({ protocol: 'TLS' })).to.deep.equal(['5353/tcp']);
    expect(opened({ protocol: 'UDP' }, 8080)).to.deep.equal(['5353/udp', '8080/tcp']);
    expect(opened({ protocol: 'UDP', healthCheck: { port: 9090 } }, 8080)).to.deep.equal(['5353/udp', '9090/tcp']);
    expect(opened({ protocol: 'TCP_UDP' })).to.deep.equal(['5353/tcp', '5353/udp']);
  });

  it('may have a name that means something to Pulumi', async () => {
    const spec = { routes: [{ name: 'get', target: { component: 'api/web' } }] };
    const [route] = routesTo(behind('ALB', spec, '/routes/0/target/component', { get: 'arn:get' }));
    expect(await plainOf(route?.targetGroupArn)).to.equal('arn:get');
  });

  it('are seen before anything is translated', () => {
    const web = stranger('api/web', 'MicroService');
    const balancer = {
      ...stranger('edge/lb', 'ALB'),
      references: [
        reference('api/web', 'MicroService', {
          path: '/routes/0/target/component',
          edge: 'neededBy',
          reason: 'target',
        }),
      ],
    };
    expect(isTarget(web, viewOf([web, balancer]))).to.equal(true);
    expect(isTarget(web, viewOf([web, balancer]), 'ALB')).to.equal(true);
    expect(isTarget(web, viewOf([web, balancer]), 'NLB')).to.equal(false);
    expect(isTarget(balancer, viewOf([web, balancer]))).to.equal(false);
  });
});
