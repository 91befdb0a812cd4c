import { expect } from 'chai';
import type { PublishedNetwork } from '../../../src/adapters/aws-shared/imported-vpc.js';
import { declareSharedStack } from '../../../src/adapters/aws-shared/shared-stack.js';
import type { JsonObject } from '../../../src/sdk/index.js';
import { runProgram, settled } from './declared-program.js';
import { facts } from './test-stack.js';

/** Zone by subnet, of the VPC that is looked up. */
type Zones = Readonly<Record<string, string>>;
const TWO: Zones = { 'subnet-b': 'eu-west-1a', 'subnet-a': 'eu-west-1b' };

function declared(
  networking: JsonObject,
  more: { otherStack?: PublishedNetwork; defaults?: JsonObject; found?: Zones } = {},
) {
  const asked: string[] = [];
  const infra = { networking, defaults: more.defaults ?? {} };
  const program = runProgram(
    () => {
      const { services, published } = declareSharedStack({
        ...facts({ infra }),
        needs: new Set(['network'] as const),
        otherStack: (stack, environment) => (`${stack}/${environment}` === 'net/dev' ? more.otherStack : undefined),
      });
      return { services, published, asked };
    },
    (token, args) => {
      asked.push(`${token} ${JSON.stringify(args)}`);
      const { found = TWO } = more;
      if (token.includes('getVpc')) return { id: 'vpc-found', cidrBlock: '10.9.0.0/16' };
      if (token.includes('getSubnets')) return { ids: Object.keys(found) };
      return { id: String(args['id']), availabilityZone: found[String(args['id'])] ?? '' };
    },
  );
  return program;
}

const IDS: JsonObject = { private: [{ id: 'subnet-1', availabilityZone: 'eu-west-1a' }, { id: 'subnet-2' }] };

describe('the network of a stack', () => {
  it('is imported by ids without any call to AWS', async () => {
    const { result, resources } = await declared({
      vpc: { mode: 'import', id: 'vpc-1', cidr: '10.1.0.0/16' },
      subnets: IDS,
    });
    const { network } = result.services;
    expect(resources.map((r) => r.type)).to.deep.equal(['panka:shared:Stack']);
    expect(network.vpcId).to.equal('vpc-1');
    expect(network.cidr).to.equal('10.1.0.0/16');
    expect(network.subnets('private')).to.deep.equal(['subnet-1', 'subnet-2']);
    expect(network.subnets('data')).to.deep.equal(['subnet-1', 'subnet-2']);
    expect(network.zones('private')).to.deep.equal(['eu-west-1a']);
    expect(() => network.subnets('public')).to.throw("has no 'public' subnets");
    expect(result.asked).to.deep.equal([]);
  });

  it('looks up the block of an imported VPC only when someone asks for it', async () => {
    const { result } = await declared({ vpc: { mode: 'import', id: 'vpc-1' }, subnets: IDS });
    expect(result.asked).to.deep.equal([]);
    expect(await settled(result.services.network.cidr)).to.equal('10.9.0.0/16');
    expect(result.asked).to.deep.equal(['aws:ec2/getVpc:getVpc {"id":"vpc-1"}']);
  });

  it('finds a VPC and its subnets by tag, each once', async () => {
    const { result } = await declared({ vpc: { mode: 'import', tags: { Name: 'main' } } });
    const { network } = result.services;
    expect(await settled(network.vpcId)).to.equal('vpc-found');
    expect(await settled(network.subnets('private'))).to.deep.equal(['subnet-a', 'subnet-b']);
    expect(await settled(network.subnets('private'))).to.deep.equal(['subnet-a', 'subnet-b']);
    expect(result.asked).to.have.length(4);
    expect(result.asked[0]).to.contain('"tags":{"Name":"main"}');
    expect(result.asked[1]).to.contain('{"name":"tag:panka:tier","values":["private"]}').and.contain('vpc-found');
  });

  it('takes one found subnet of each zone, the first by its id', async () => {
    const found = {
      'subnet-1': 'eu-west-1c',
      'subnet-0': 'eu-west-1c',
      'subnet-3': 'eu-west-1a',
      'subnet-2': 'eu-west-1a',
    };
    const of = { vpc: { mode: 'import', id: 'vpc-1' } };
    const { network } = (await declared(of, { found })).result.services;
    expect(await settled(network.subnets('data'))).to.deep.equal(['subnet-0', 'subnet-2']);
  });

  it('is what another stack published', async () => {
    const published: PublishedNetwork = {
      vpcId: 'vpc-9',
      cidr: '10.9.0.0/16',
      subnets: { public: [], private: ['subnet-9'], data: [] },
      zones: { public: [], private: ['eu-west-1a'], data: [] },
    };
    const of = { vpc: { mode: 'stack', stack: { stack: 'net', environment: 'dev' } } };
    const { network } = (await declared(of, { otherStack: published })).result.services;
    expect([network.vpcId, network.subnets('data'), network.zones('data')]).to.deep.equal([
      'vpc-9',
      ['subnet-9'],
      ['eu-west-1a'],
    ]);
    expect(() => network.subnets('public')).to.throw("has no 'public' subnets");
    const failure = await declared({ vpc: { mode: 'stack', stack: 'net' } }).catch((error: Error) => error);
    expect(failure).to.have.property('code', 'OtherStackMissing');
  });

  it('is published by the stack that made it, in the form in which another stack takes it', async () => {
    const made = (await declared({ nat: 'none', subnets: { data: [] } })).result.published;
    const published = (await settled(made as never)) as PublishedNetwork;
    const ids = ['shared/subnet-private-a-id', 'shared/subnet-private-b-id'];
    expect(published).to.deep.equal({
      vpcId: 'shared/vpc-id',
      cidr: '10.40.0.0/16',
      subnets: { public: ['shared/subnet-public-a-id', 'shared/subnet-public-b-id'], private: ids, data: ids },
      zones: Object.fromEntries(['public', 'private', 'data'].map((tier) => [tier, ['eu-west-1a', 'eu-west-1b']])),
    });
    const of = { vpc: { mode: 'stack', stack: 'net' } };
    const { services, published: again } = (await declared(of, { otherStack: published })).result;
    expect(services.network.subnets('private')).to.deep.equal(ids);
    expect(again).to.equal(undefined);
  });

  it('opens the group that workloads share only where Networking says so', async () => {
    const vpc = { mode: 'import', id: 'vpc-1' };
    const shut = await declared({ vpc, subnets: IDS });
    expect(shut.result.services.network.sharedSecurityGroupId).to.equal(undefined);
    const ingress = [{ port: 8080, protocol: 'tcp', cidrBlocks: ['10.0.0.0/8'], description: 'office' }];
    const open = await declared({ vpc, subnets: IDS, securityGroup: { ingress, allowInternalTraffic: true } });
    expect(await settled(open.result.services.network.sharedSecurityGroupId)).to.equal('shared/sg-id');
    expect(open.named('shared/sg-internal').inputs).to.include({
      ipProtocol: '-1',
      referencedSecurityGroupId: 'shared/sg-id',
    });
    expect(open.named('shared/sg-ingress-8080-tcp-10-0-0-0-8').inputs).to.include({
      fromPort: 8080,
      cidrIpv4: '10.0.0.0/8',
      description: 'office',
    });
    expect(open.result.asked).to.deep.equal([]);
  });

  it('puts interface endpoints into one private subnet of each zone', async () => {
    const program = await declared({ endpoints: { gateway: [], interface: ['ecr.api', 'logs'] }, nat: 'none' });
    expect(program.named('shared/endpoint-ecr-api').inputs).to.deep.include({
      serviceName: 'com.amazonaws.eu-west-1.ecr.api',
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: ['shared/subnet-private-a-id', 'shared/subnet-private-b-id'],
      securityGroupIds: ['shared/endpoints-sg-id'],
    });
    expect(program.named('shared/endpoints-sg-tls').inputs).to.include({ cidrIpv4: '10.40.0.0/16', fromPort: 443 });
    expect(program.ofType('aws:ec2/natGateway:NatGateway')).to.deep.equal([]);
    expect(program.ofType('aws:ec2/vpcEndpoint:VpcEndpoint')).to.have.length(2);
  });

  it('takes zones and subnets as they are written', async () => {
    const program = await declared(
      {
        vpc: { cidr: '172.16.0.0/18' },
        subnets: {
          data: [],
          public: [{ cidr: '172.16.1.0/24' }, { cidr: '172.16.2.0/24', availabilityZone: 'eu-west-1b' }],
        },
      },
      { defaults: { availabilityZones: ['eu-west-1b', 'eu-west-1c'] } },
    );
    const subnets = program.ofType('aws:ec2/subnet:Subnet');
    expect(
      subnets.map(({ name, inputs }) => `${name} ${inputs['cidrBlock']} ${inputs['availabilityZone']}`),
    ).to.deep.equal([
      'shared/subnet-private-b 172.16.4.0/22 eu-west-1b',
      'shared/subnet-private-c 172.16.8.0/22 eu-west-1c',
      'shared/subnet-public-b 172.16.1.0/24 eu-west-1b',
      'shared/subnet-public-b-2 172.16.2.0/24 eu-west-1b',
    ]);
    expect(await settled(program.result.services.network.subnets('data'))).to.have.length(2);
  });

  it('refuses what it does not do', async () => {
    const failed = async (document: JsonObject) => (await declared(document).catch((e: Error) => e)) as Error;
    expect((await failed({ ipv6: true })).message).to.equal("Networking: 'ipv6: true' is not supported");
    expect((await failed({ nat: 'double' })).message).to.equal("Networking: 'nat: double' is not supported");
    expect((await failed({ vpc: { mode: 'borrow' } })).message).to.contain('vpc.mode: borrow');
  });
});
