import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as pulumi from '@pulumi/pulumi';
import { expect } from 'chai';
import type { JsonObject, Network, ProvidedComponent, TranslateContext } from 'panka/sdk';
import { componentOf, type Written } from '../../common/test/component.js';
import { consumption, reference, stranger } from '../../common/test/consumption.js';
import { lostBy } from '../../common/test/data-loss.js';
import { plainOf } from '../../common/test/fake-runtime.js';
import { type Given, translate } from '../../common/test/translation.js';
import kind from '../src/index.js';

const INSTANCE = 'aws:ec2/instance:Instance';
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';
const AMI = 'ami-0123456789abcdef0';
const LOOKUPS = {
  'aws:ssm/getParameter:getParameter': { insecureValue: 'ami-newest' },
  'aws:ec2/getAmi:getAmi': { id: 'ami-found', architecture: 'arm64', rootDeviceName: '/dev/sda1' },
};
const network: Partial<Network> = {
  subnets: (tier) => [`${tier}-a`, `${tier}-b`],
  zones: () => ['us-east-1a', 'us-east-1b'],
};

function made(spec: JsonObject = {}, given: Given = {}, also: Written = {}) {
  const component = componentOf(kind, { instanceType: 't4g.small', ...spec }, also);
  const services = { network: network as Network, ...given.services };
  return translate(kind, component, { lookups: LOOKUPS, ...given, services });
}

const balancer: ProvidedComponent = {
  component: stranger('edge/public', 'ALB', { routes: [{ name: 'app', target: { component: 'api/thing' } }] }),
  provides: {},
  outputs: { targetGroupArns: pulumi.output({ app: 'arn:tg' }), securityGroupId: pulumi.output('sg-alb') },
};
const behind: Given = {
  provided: { 'edge/public': balancer },
  incoming: [
    {
      from: 'edge/public',
      reference: reference('api/thing', 'EC2Instance', {
        path: '/routes/0/target/component',
        reason: 'target',
        edge: 'neededBy',
      }),
    },
  ],
};

describe('EC2Instance translation', () => {
  it('is an encrypted machine in a private subnet that wants tokens for metadata', async () => {
    const translated = await made();
    const [instance] = translated.of(INSTANCE);
    expect(instance?.inputs).to.deep.include({
      ami: 'ami-newest',
      instanceType: 't4g.small',
      subnetId: 'private-a',
      availabilityZone: 'us-east-1a',
      associatePublicIpAddress: false,
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      disableApiTermination: false,
      monitoring: false,
    });
    expect(instance?.inputs.rootBlockDevice).to.deep.include({ volumeSize: 20, volumeType: 'gp3', encrypted: true });
    expect(instance?.inputs).not.to.have.any.keys('userData', 'keyName');
    expect(translated.outputs).to.include({ instanceId: 'api/thing-id', availabilityZone: 'us-east-1a' });
    expect(translated.outputs.instanceIds).to.deep.equal(['api/thing-id']);
  });

  it('spreads instances over the zones, or keeps them in one', async () => {
    const places = async (spec: JsonObject) =>
      (await made(spec)).of(INSTANCE).map(({ name, inputs }) => [name, inputs.subnetId]);
    expect(await places({ count: 3 })).to.have.deep.members([
      ['api/thing', 'private-a'],
      ['api/thing/instance-2', 'private-b'],
      ['api/thing/instance-3', 'private-a'],
    ]);
    expect(await places({ subnet: 'us-east-1b' })).to.deep.equal([['api/thing', 'private-b']]);
    expect(await places({ subnet: 'public', publicIp: true })).to.deep.equal([['api/thing', 'public-a']]);
    const failure = await made({ subnet: 'us-east-1f' }).catch((error: Error) => error);
    expect(failure)
      .to.have.property('message')
      .that.equals('no private subnet is in zone us-east-1f; they are in us-east-1a, us-east-1b');
  });

  it('finds its image by id, by name, or by parameter', async () => {
    const image = async (ami: JsonObject) => (await made({ ami })).of(INSTANCE)[0]?.inputs.ami;
    expect(await image({ id: AMI })).to.equal(AMI);
    expect(await image({ filter: { name: 'web-*', owner: 'self' } })).to.equal('ami-found');
    expect(await image({ ssmParameter: '/golden/web' })).to.equal('ami-newest');
  });

  it('writes its variables and mounts its disks at every start', async () => {
    const translated = await made({ environment: { MODE: 'active' }, userData: '#!/bin/sh\necho' }, attachedDisk());
    const text = String(translated.of(INSTANCE)[0]?.inputs.userData);
    expect(text).to.include(Buffer.from('MODE="active"\n').toString('base64'));
    expect(text).to.include('mount_when_there /dev/sdg /var/lib/data &');
    expect(text).to.include('#!/bin/sh\necho');
  });

  it('reads user data beside the manifest', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'panka-ec2-'));
    try {
      writeFileSync(join(folder, 'start.sh'), '#!/bin/sh\necho beside\n');
      const translated = await made({ userDataFile: 'start.sh' }, {}, { folder });
      expect(translated.of(INSTANCE)[0]?.inputs.userData).to.equal('#!/bin/sh\necho beside\n');
      expect(
        kind.files?.(componentOf(kind, { instanceType: 't4g.small', userDataFile: 'start.sh' }).spec),
      ).to.deep.equal(['start.sh']);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('is told where secrets are, never what they are, and may read them', async () => {
    const database = consumption(stranger('api/db', 'RDS'), 'connect', {
      inject: { prefix: 'DB' },
      provides: {
        variables: () => ({ HOST: 'db.example' }),
        secrets: { PASSWORD: { arn: 'arn:db-secret', key: 'password' } },
      },
    });
    const translated = await made({}, { consumed: [database] });
    const text = String(translated.of(INSTANCE)[0]?.inputs.userData);
    const file = Buffer.from(/<<'PANKA'\n(.+)\nPANKA/.exec(text)?.[1] ?? '', 'base64').toString();
    expect(file.split('\n')).to.include.members(['DB_HOST="db.example"', 'DB_SECRET_ARN="arn:db-secret"']);
    const [policy] = translated.resources.filter(({ name }) => name === 'api/thing/role-policy');
    expect(String(policy?.inputs.policy)).to.include('secretsmanager:GetSecretValue');
  });

  it('registers with the target groups of routes, and lets their load balancer in', async () => {
    const translated = await made({ count: 2, ports: [{ name: 'http', port: 8080 }] }, behind);
    const attached = translated.of('aws:lb/targetGroupAttachment:TargetGroupAttachment');
    expect(attached.map(({ inputs }) => [inputs.targetGroupArn, inputs.targetId])).to.have.deep.members([
      ['arn:tg', 'api/thing-id'],
      ['arn:tg', 'api/thing/instance-2-id'],
    ]);
    expect(translated.of(RULE).map(({ name }) => name)).to.deep.equal(['api/thing/from/edge/public/8080']);
    const { network: way } = translated.translation.provides ?? {};
    expect(way?.ports).to.deep.equal([{ port: 8080, protocol: 'tcp' }]);
  });

  it('lets in whom the manifest names', async () => {
    const console: ProvidedComponent = {
      component: stranger('api/console', 'MicroService'),
      provides: {},
      outputs: { securityGroupId: pulumi.output('sg-console') },
    };
    const ingress: JsonObject[] = [
      { port: 25, from: { cidr: '10.0.0.0/8' } },
      { port: 8443, from: { component: 'console' } },
      { port: 53, protocol: 'udp', from: { securityGroupId: 'sg-dns' } },
    ];
    const asked: unknown[] = [];
    const allow = (_context: TranslateContext, rule: { port: number; from: unknown; protocol: string }) => {
      asked.push([rule.port, rule.protocol, rule.from]);
      return new pulumi.ComponentResource('test:Rule', `rule-${rule.port}`);
    };
    const groups = { declare: () => ({ id: pulumi.output('sg-own') }), openConsumed: () => [], allow };
    const references = [reference('api/console', 'MicroService', { path: '/ingress/1/from/component' })];
    const given = { provided: { 'api/console': console }, services: { securityGroups: groups as never } };
    await made({ ingress }, given, { references });
    const plain = await Promise.all(asked.map(plainOf));
    expect(plain).to.deep.equal([
      [25, 'tcp', { cidr: '10.0.0.0/8' }],
      [8443, 'tcp', { securityGroupId: 'sg-console' }],
      [53, 'udp', { securityGroupId: 'sg-dns' }],
    ]);
  });

  it('is reached by Session Manager unless that is turned off', async () => {
    const roles: unknown[] = [];
    const declare = (_c: unknown, _x: unknown, request: { managedPolicyArns?: readonly string[] }) => {
      roles.push(request.managedPolicyArns);
      return { arn: pulumi.output('arn:role'), name: pulumi.output('role'), ready: [] };
    };
    const services = { roles: { declare, bindingStatements: () => [] } as never };
    await made({}, { services });
    await made({ ssm: false }, { services });
    expect(roles).to.deep.equal([['arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore'], []]);
  });

  it('watches every instance, and moves it from hardware that fails', async () => {
    expect((await made()).alarms).to.deep.equal(['status-check', 'system-check', 'cpu', 'credits']);
    expect((await made({ instanceType: 'm7g.large', count: 2 })).alarms).to.deep.equal([
      ...['status-check', 'system-check', 'cpu'],
      ...['status-check-2', 'system-check-2', 'cpu-2'],
    ]);
  });
});

describe('EC2Instance translation of a group', () => {
  const scaled = { instanceType: 'm7g.large', autoscaling: { min: 2, max: 6, targetCPUUtilization: 60 } };

  it('is a template and a group over the subnets, with the newest image at each start', async () => {
    const translated = await made(scaled);
    expect(translated.of(INSTANCE)).to.deep.equal([]);
    const [template] = translated.of('aws:ec2/launchTemplate:LaunchTemplate');
    expect(template?.inputs).to.deep.include({
      imageId: 'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64',
      metadataOptions: { httpEndpoint: 'enabled', httpTokens: 'required', httpPutResponseHopLimit: 1 },
      vpcSecurityGroupIds: ['api/thing/sg-id'],
    });
    const [group] = translated.of('aws:autoscaling/group:Group');
    expect(group?.inputs).to.deep.include({
      minSize: 2,
      maxSize: 6,
      vpcZoneIdentifiers: ['private-a', 'private-b'],
      healthCheckType: 'EC2',
    });
    const [policy] = translated.of('aws:autoscaling/policy:Policy');
    expect(policy?.inputs.targetTrackingConfiguration).to.deep.include({ targetValue: 60 });
    expect(Object.keys(translated.outputs).sort()).to.deep.equal([
      'autoScalingGroupName',
      'roleArn',
      'securityGroupId',
    ]);
    expect(translated.alarms).to.deep.equal(['cpu', 'in-service']);
    expect(translated.translation.provides).not.to.have.property('variables');
  });

  it('registers its instances itself, and asks the load balancer how they are', async () => {
    const translated = await made(scaled, behind);
    const [group] = translated.of('aws:autoscaling/group:Group');
    expect(group?.inputs).to.deep.include({ targetGroupArns: ['arn:tg'], healthCheckType: 'ELB' });
    expect(translated.of('aws:lb/targetGroupAttachment:TargetGroupAttachment')).to.deep.equal([]);
  });

  it('has its root disk under the name that the image has for it', async () => {
    const device = async (ami: JsonObject) => {
      const [template] = (await made({ ...scaled, ami })).of('aws:ec2/launchTemplate:LaunchTemplate');
      return (template?.inputs.blockDeviceMappings as JsonObject[] | undefined)?.[0]?.deviceName;
    };
    expect(await device({})).to.equal('/dev/xvda');
    expect(await device({ id: AMI })).to.equal('/dev/sda1');
    expect(await device({ ssmParameter: '/ubuntu' })).to.equal('/dev/sda1');
  });

  it('asks for public addresses at the interface', async () => {
    const translated = await made({ ...scaled, subnet: 'public', publicIp: true, userData: 'echo' });
    const [template] = translated.of('aws:ec2/launchTemplate:LaunchTemplate');
    expect(template?.inputs.networkInterfaces).to.deep.equal([
      { deviceIndex: 0, associatePublicIpAddress: 'true', securityGroups: ['api/thing/sg-id'] },
    ]);
    expect(template?.inputs).not.to.have.property('vpcSecurityGroupIds');
    expect(Buffer.from(String(template?.inputs.userData), 'base64').toString()).to.equal('echo');
  });
});

describe('the root disk of an EC2Instance', () => {
  const lost = (change: JsonObject) =>
    lostBy(
      kind,
      { instanceType: 't4g.small' },
      { instanceType: 't4g.small', ...change },
      {
        lookups: LOOKUPS,
        services: { network: network as Network },
      },
    );

  it('is lost with its instance, and kept where that changes in place', async () => {
    expect(await lost({ subnet: 'us-east-1b' })).to.equal('replaces Instance api/thing');
    expect(await lost({ rootVolume: { kmsKey: 'arn:aws:kms:us-east-1:000000000000:key/k' } })).to.equal(
      'replaces Instance api/thing',
    );
    expect(await lost({ instanceType: 't4g.large', userData: 'echo', rootVolume: { sizeGiB: 50 } })).to.equal(
      undefined,
    );
  });

  it('leaves a snapshot where that is asked for', () => {
    const call = kind.snapshots?.[0]?.call;
    expect(call?.params({ id: 'i-1', outputs: { rootBlockDevice: { volumeId: 'vol-1' } } }, 'i-1-d1')).to.deep.equal({
      VolumeId: 'vol-1',
      Description: 'i-1-d1',
      TagSpecifications: [{ ResourceType: 'snapshot', Tags: [{ Key: 'Name', Value: 'i-1-d1' }] }],
    });
  });
});

function attachedDisk(): Given {
  const disk = stranger('api/data', 'EBS', {
    attachTo: { component: 'thing', device: '/dev/sdg', mountPath: '/var/lib/data' },
  });
  const attachment = reference('api/thing', 'EC2Instance', { path: '/attachTo/component', reason: 'attachment' });
  return { components: { 'api/data': disk }, incoming: [{ from: 'api/data', reference: attachment }] };
}
