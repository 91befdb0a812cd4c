import { expect } from 'chai';
import type { ComponentOf, JsonObject } from 'panka/sdk';
import { componentOf } from '../../common/test/component.js';
import { reference, stranger } from '../../common/test/consumption.js';
import { type Given, type Translated, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const INGRESS = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const GROUP = 'aws:lb/targetGroup:TargetGroup';
const ARN = 'arn:aws:acm:us-east-1:000000000000:certificate/c';

const collector = stranger('api/collector', 'MicroService', {
  ports: [
    { name: 'tcp', port: 9000, protocol: 'tcp' },
    { name: 'udp', port: 5140, protocol: 'udp' },
  ],
  healthCheck: { path: '/health', port: 8080 },
});

function named(nlb: Translated, name: string) {
  return nlb.resources.find((resource) => resource.name === `api/thing${name}`);
}

async function made(spec: JsonObject, target: ComponentOf = collector, given: Given = {}) {
  const listeners = [{ port: 9000, protocol: 'TCP', target: target.name }];
  const component = componentOf(
    kind,
    { listeners, ...spec },
    {
      references: [0, 1].map((index) =>
        reference(target.address, target.kind, {
          path: `/listeners/${index}/target/component`,
          edge: 'neededBy',
          reason: 'target',
        }),
      ),
    },
  );
  return translate(kind, component, { components: { [target.address]: target }, ...given });
}

describe('NLB translation', () => {
  it('is internal, keeps the address of clients and has a group of its own from the start', async () => {
    const nlb = await made({});
    expect(named(nlb, '')?.inputs).to.deep.include({
      loadBalancerType: 'network',
      internal: true,
      enableCrossZoneLoadBalancing: true,
      securityGroups: ['api/thing/sg-id'],
      subnets: ['subnet-a', 'subnet-b'],
    });
    expect(named(nlb, '/target/9000')?.inputs).to.deep.include({
      port: 9000,
      protocol: 'TCP',
      targetType: 'ip',
      preserveClientIp: 'true',
      deregistrationDelay: 60,
    });
    expect(named(nlb, '/listener/9000')?.inputs.defaultActions).to.deep.equal([
      { type: 'forward', targetGroupArn: 'api/thing/target/9000.arn' },
    ]);
    expect(nlb.outputs).to.deep.include({
      listenerArns: { '9000': 'api/thing/listener/9000.arn' },
      targetGroupArns: { '9000': 'api/thing/target/9000.arn' },
    });
    expect(nlb.outputs).not.to.have.property('staticIps');
  });

  it('opens its listeners to the VPC by protocol, and to consumers', async () => {
    const listeners = [{ port: 53, protocol: 'TCP_UDP', target: { component: 'collector', port: 9000 } }];
    const nlb = await made({ listeners });
    expect(nlb.of(INGRESS).map((r) => r.name)).to.have.members(['api/thing/in/53-tcp/vpc', 'api/thing/in/53-udp/vpc']);
    expect(nlb.translation.provides?.network?.ports).to.deep.equal([
      { port: 53, protocol: 'tcp' },
      { port: 53, protocol: 'udp' },
    ]);
    const open = await made({ scheme: 'internet-facing', allowedCidrs: ['203.0.113.0/24', 'pl-0123456789abcdef0'] });
    expect(open.of(INGRESS).map((r) => r.name)).to.have.members([
      'api/thing/in/9000-tcp/203.0.113.0/24',
      'api/thing/in/9000-tcp/pl-0123456789abcdef0',
    ]);
    expect(open.translation.provides).not.to.have.property('network');
  });

  it('asks over HTTP only where it is told to, on the port that the target names', async () => {
    const plain = (await made({})).of(GROUP)[0]?.inputs.healthCheck;
    expect(plain).to.deep.include({ protocol: 'TCP', port: '8080' }).and.not.have.any.keys('path', 'matcher');
    const listeners = [{ port: 80, protocol: 'TCP', target: 'collector', healthCheck: { protocol: 'HTTP', port: 81 } }];
    expect((await made({ listeners })).of(GROUP)[0]?.inputs.healthCheck).to.deep.include({
      protocol: 'HTTP',
      port: '81',
      path: '/health',
      matcher: '200-399',
    });
  });

  it('sends UDP to the UDP port of the target', async () => {
    const nlb = await made({ listeners: [{ port: 514, protocol: 'UDP', target: 'collector' }] });
    expect(nlb.of(GROUP)[0]?.inputs).to.include({ port: 5140, protocol: 'UDP' });
  });

  it('sends what it listens for to instances that name no ports', async () => {
    const machine = stranger('api/machine', 'EC2Instance', { ports: [] });
    const nlb = await made({ listeners: [{ port: 5000, protocol: 'TCP', target: 'machine' }] }, machine);
    expect(nlb.of(GROUP)[0]?.inputs).to.include({ targetType: 'instance', port: 5000 });
  });

  it('ends TLS itself, or speaks it with the target too', async () => {
    const tls = { port: 443, protocol: 'TLS', certificate: ARN };
    const target = { component: 'collector', port: 9000 };
    const ended = await made({ listeners: [{ ...tls, target }] });
    expect(named(ended, '/listener/443')?.inputs).to.include({
      certificateArn: ARN,
      sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    });
    expect(ended.of(GROUP)[0]?.inputs).to.include({ protocol: 'TCP' }).and.not.have.property('stickiness');
    const passed = await made({ listeners: [{ ...tls, target: { ...target, tls: true } }] });
    expect(passed.of(GROUP)[0]?.inputs).to.include({ protocol: 'TLS' });
  });

  it('gets a certificate for each TLS listener that asks for one, and adds those that exist', async () => {
    const certificate = { domain: 'mqtt.example.com', zone: 'Z0123456789', additionalArns: [ARN] };
    const option = { domainName: 'mqtt.example.com', resourceRecordName: '_p', resourceRecordType: 'CNAME' };
    const nlb = await made(
      { listeners: [{ port: 443, protocol: 'TLS', certificate, target: 'collector' }] },
      collector,
      {
        computed: {
          'aws:acm/certificate:Certificate': { domainValidationOptions: [{ ...option, resourceRecordValue: '_v' }] },
        },
      },
    );
    expect(named(nlb, '/listener/443/certificate')?.inputs.domainName).to.equal('mqtt.example.com');
    expect(named(nlb, '/listener/443/certificate-record/mqtt.example.com')?.inputs.name).to.equal('_p');
    expect(nlb.of('aws:lb/listenerCertificate:ListenerCertificate')[0]?.inputs.certificateArn).to.equal(ARN);
  });

  it('takes an address for each of its zones where they are to stay', async () => {
    const nlb = await made(
      { scheme: 'internet-facing', staticIps: true, allowedCidrs: ['203.0.113.0/24'] },
      collector,
      {
        computed: { 'aws:ec2/eip:Eip': { allocationId: 'eipalloc-1', publicIp: '198.51.100.1' } },
      },
    );
    expect(named(nlb, '')?.inputs).to.deep.include({
      subnetMappings: [
        { subnetId: 'subnet-a', allocationId: 'eipalloc-1' },
        { subnetId: 'subnet-b', allocationId: 'eipalloc-1' },
      ],
    });
    expect(named(nlb, '')?.inputs).not.to.have.property('subnets');
    expect(nlb.outputs.staticIps).to.deep.equal(['198.51.100.1', '198.51.100.1']);
  });

  it('watches each target group by port', async () => {
    const listeners = [80, 81].map((port) => ({ port, protocol: 'TCP', target: 'collector' }));
    expect((await made({ listeners })).alarms).to.deep.equal([
      'unhealthy-80',
      'unhealthy-81',
      'target-resets',
      'active-flows',
      'port-allocation',
    ]);
  });

  it('tells consumers its first name and port', async () => {
    const named = await made({ domain: { names: ['tcp.example.com'], zone: 'Z0123456789' } });
    expect(named.translation.provides?.variables?.('connect')).to.deep.equal({ HOST: 'tcp.example.com', PORT: '9000' });
  });
});
