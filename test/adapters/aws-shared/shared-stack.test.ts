import { expect } from 'chai';
import { declareSharedStack, type SharedServices } from '../../../src/adapters/aws-shared/shared-stack.js';
import type { StackFacts } from '../../../src/adapters/aws-shared/stack-facts.js';
import type { JsonObject, SharedPiece } from '../../../src/sdk/index.js';
import { type Program, runProgram, settled } from './declared-program.js';
import { expectGolden } from './golden.js';
import { facts } from './test-stack.js';

const ALL: readonly SharedPiece[] = [
  'network',
  'cluster',
  'key',
  'alarmTopic',
  'artifactBucket',
  'logsBucket',
  'scheduleGroup',
];

function declared(about: StackFacts, needs: readonly SharedPiece[]): Promise<Program<SharedServices>> {
  return runProgram(() => declareSharedStack({ ...about, needs: new Set(needs) }));
}

function networking(document: JsonObject, more: Partial<StackFacts> = {}): StackFacts {
  return facts({ ...more, infra: { networking: document } });
}

function names(program: Program<unknown>): string[] {
  return program.resources.filter((r) => r.type !== 'panka:shared:Stack').map((r) => r.name);
}

describe('what a stack shares', () => {
  it('is a VPC over two zones with one NAT gateway in development', async () => {
    const program = await declared(networking({}), ['network']);
    expectGolden(import.meta.url, 'vpc-development', program.resources);
    const { network } = program.result.services;
    expect(await settled(network.subnets('data'))).to.deep.equal([
      'shared/subnet-data-a-id',
      'shared/subnet-data-b-id',
    ]);
    expect(network.zones('private')).to.deep.equal(['eu-west-1a', 'eu-west-1b']);
    expect(await settled(network.cidr)).to.equal('10.40.0.0/16');
  });

  it('is a VPC over three zones with a NAT gateway in each, flow logs and protection in production', async () => {
    const about = networking({ availabilityZones: 3 }, { environmentClass: 'production' });
    expectGolden(import.meta.url, 'vpc-production', (await declared(about, ['network', 'key'])).resources);
  });

  it('is everything that kinds can need', async () => {
    const about = facts({
      environmentClass: 'production',
      infra: {
        networking: {
          vpc: { mode: 'import', id: 'vpc-1', cidr: '10.0.0.0/16' },
          subnets: { private: [{ id: 'subnet-1' }] },
        },
        observability: { alarms: { email: ['team@example.com'] } },
        defaults: { compute: { ec2Pools: [{ name: 'big', instanceType: 'm7g.large', max: 3, spot: true }] } },
      },
    });
    expectGolden(import.meta.url, 'everything', (await declared(about, ALL)).resources);
  });

  it('is nothing but the key where nothing else is needed', async () => {
    const program = await declared(networking({}), ['key']);
    expect(names(program)).to.deep.equal(['shared/key', 'shared/key-alias']);
    expect(await settled(program.result.services.encryption.keyArn)).to.equal('shared/key.arn');
  });

  it('is nothing at all where nothing is needed', async () => {
    expect(names(await declared(networking({}), []))).to.deep.equal([]);
  });

  it('tags every resource that can be tagged with its owner and its logical name', async () => {
    const program = await declared(networking({}), ALL);
    const tagged = program.resources.filter((r) => !Array.isArray(r.inputs['tags']) && r.inputs['tags'] !== undefined);
    expect(tagged).to.have.length.of.at.least(25);
    for (const { name, inputs } of tagged)
      expect(inputs['tags'], name).to.include({
        'panka:stack': 'shop',
        'panka:resource': name,
        'panka:component': 'shared',
      });
  });

  it('gives every service by its token, and the infrastructure documents', async () => {
    const { byToken } = (await declared(networking({}), ALL)).result;
    expect([...byToken.keys()].map((t) => t.description?.replace('panka.io/', '')).sort()).to.deep.equal(
      [
        'alarms',
        'artifacts',
        'cluster',
        'encryption',
        'identity',
        'infra',
        'logs',
        'logsBucket',
        'names',
        'network',
      ].concat(['roles', 'scheduleGroup', 'secrets', 'securityGroups', 'sharedResources', 'tags']),
    );
  });

  it('has no key under AWS-managed encryption, and a given one without making it', async () => {
    const managed = facts({ infra: { defaults: { encryption: { key: 'aws-managed' } } } });
    const none = await declared(managed, ['key', 'alarmTopic']);
    expect(names(none)).to.deep.equal(['shared/alarms', 'shared/alarms-policy']);
    expect(none.result.services.encryption.keyArn).to.equal(undefined);
    const given = facts({ infra: { defaults: { encryption: { key: 'arn:aws:kms:eu-west-1:1:key/k' } } } });
    const other = await declared(given, ['alarmTopic']);
    expect(other.named('shared/alarms').inputs).to.include({ kmsMasterKeyId: 'arn:aws:kms:eu-west-1:1:key/k' });
  });

  it('lets rules of EventBridge publish to the alarm topic without a condition, which they never meet', async () => {
    const made = await declared(facts({}), ['alarmTopic']);
    for (const [name, action] of [
      ['shared/alarms-policy', 'sns:Publish'],
      ['shared/key', 'kms:GenerateDataKey*'],
    ] as const) {
      const { Statement } = JSON.parse(String(made.named(name).inputs['policy'])) as {
        Statement: { Principal: { Service?: unknown }; Action: unknown; Condition?: unknown }[];
      };
      const own = Statement.filter(({ Principal }) => Principal.Service === 'events.amazonaws.com');
      expect(
        own.map(({ Condition }) => Condition),
        name,
      ).to.deep.equal([undefined]);
      expect([own[0]?.Action].flat(), name).to.include(action);
    }
  });

  it('uses the alarm topic and the logs bucket that the documents name', async () => {
    const about = facts({
      infra: { observability: { alarms: { topicArn: 'arn:topic' } }, security: { accessLogs: { bucket: 'logs-1' } } },
    });
    const { result, resources } = await declared(about, ['alarmTopic', 'logsBucket']);
    expect(resources).to.have.length(1);
    expect(result.services.alarms.topicArn).to.equal('arn:topic');
    expect(result.services.logsBucket.arn).to.equal('arn:aws:s3:::logs-1');
  });

  it('refuses questions about a network that no document describes', async () => {
    const { network } = (await declared(facts(), [])).result.services;
    expect(() => network.vpcId)
      .to.throw("'vpcId' of the stack's network was asked for")
      .with.property('code', 'NetworkMissing');
    expect(() => network.subnets('data')).to.throw('data subnets');
  });

  it('refuses questions about a piece that no kind said it needs', async () => {
    const { services } = (await declared(networking({}), [])).result;
    expect(() => services.cluster.name)
      .to.throw("the stack's 'cluster' was asked for")
      .with.property('code', 'SharedPieceMissing');
    expect(() => services.network.vpcId).to.throw("the stack's 'network' was asked for");
  });
});
