import { expect } from 'chai';
import { settled } from '../aws-shared/declared-program.js';
import { consumption } from '../aws-shared/test-stack.js';
import { declaredWorkload } from './declared-workload.js';

const PORTS = [
  { name: 'http', port: 8080, protocol: 'tcp', appProtocol: 'http' },
  { name: 'stats', port: 8125, protocol: 'udp' },
] as const;

describe('service discovery', () => {
  it('offers tcp ports by Service Connect under the name of the service', async () => {
    const discovery = { enabled: true, name: 'web.api', dns: false };
    const program = await declaredWorkload({ ports: PORTS, serviceDiscovery: discovery });
    const { serviceConnectConfiguration: connect } = program.named('api/web').inputs as never as {
      serviceConnectConfiguration: { namespace: string; services: { discoveryName: string; clientAlias: unknown }[] };
    };
    expect(connect.namespace).to.equal('arn:namespace');
    expect(connect.services).to.have.length(1);
    expect(connect.services[0]?.discoveryName).to.match(/^shop-dev-api-web-http-[0-9a-f]{6}$/);
    expect(connect.services[0]?.clientAlias).to.deep.equal([{ dnsName: 'web.api', port: 8080 }]);
    expect(await settled(program.result.internalHost)).to.equal('web.api');
    expect(program.ofType('aws:servicediscovery/service:Service')).to.deep.equal([]);
  });

  it('gives a DNS name where something outside of ECS calls the service', async () => {
    const discovery = { enabled: true, name: 'web.api', dns: true };
    const program = await declaredWorkload({ ports: PORTS, serviceDiscovery: discovery });
    expect(program.named('api/web/dns').inputs).to.deep.include({
      name: 'web.api',
      dnsConfig: {
        namespaceId: 'ns-1',
        routingPolicy: 'MULTIVALUE',
        dnsRecords: [{ type: 'A', ttl: 10 }],
      },
    });
    expect(program.named('api/web').inputs['serviceRegistries']).to.deep.equal({ registryArn: 'api/web/dns.arn' });
    expect(await settled(program.result.internalHost)).to.equal('web.api.dev.shop.internal');
  });

  it('has a proxy only where ports are offered or services are called', async () => {
    const alone = await declaredWorkload({ type: 'worker' });
    expect(alone.named('api/web').inputs).not.to.have.property('serviceConnectConfiguration');
    expect(alone.result).not.to.have.property('internalHost');
    const reading = await declaredWorkload({ type: 'worker' }, { consumed: [consumption('api/q', {})] });
    expect(reading.named('api/web').inputs).not.to.have.property('serviceConnectConfiguration');
    const other = consumption('api/other', {}, { kind: 'MicroService' });
    const calling = await declaredWorkload({ type: 'worker' }, { consumed: [other] });
    expect(calling.named('api/web').inputs['serviceConnectConfiguration']).to.deep.equal({
      enabled: true,
      namespace: 'arn:namespace',
      services: [],
    });
  });
});
