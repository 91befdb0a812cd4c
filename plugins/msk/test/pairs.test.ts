import { expect } from 'chai';
import type { JsonObject } from 'panka/sdk';
import { type DeployedStack, type Written, withStack } from '../../common/test/deployed-stack.js';
import kafka from '../../kafka/src/index.js';
import lambda from '../../lambda/src/index.js';
import worker from '../../worker/src/index.js';
import kind from '../src/index.js';

const MAPPING = 'aws:lambda/eventSourceMapping:EventSourceMapping';
const RULE = 'aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule';

const reader = (type: string): Written => [
  'Lambda',
  'api/reader',
  {
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    code: { zipFile: "exports.handler = async () => 'ok';" },
    triggers: [{ type, source: { component: 'stream' }, topics: ['orders'], consumerGroup: 'readers' }],
  },
];
const consumer: Written = [
  'Worker',
  'api/consumer',
  { image: 'registry.example.com/consumer:1.0', source: { component: 'stream', topics: ['orders'] } },
];
const brokers: Written = [
  'Kafka',
  'api/stream',
  { brokers: 1, distribution: { url: 's3://artifacts/kafka.tgz', sha512: '0a'.repeat(64) } },
];

async function mappingOf(stack: DeployedStack): Promise<JsonObject> {
  const [mapping] = await stack.of(MAPPING);
  return mapping?.inputs as JsonObject;
}

/** Actions that the role of the function has. */
async function actionsOf(stack: DeployedStack): Promise<readonly string[]> {
  const statements = await stack.statements('aws:iam/rolePolicy:RolePolicy');
  return statements.flatMap(({ Action }) => Action as string[]);
}

async function ports(stack: DeployedStack): Promise<readonly number[]> {
  return (await stack.of(RULE)).map(({ inputs }) => (inputs as { fromPort: number }).fromPort).sort();
}

/** Variables and secrets of the container that reads. */
async function containerOf(stack: DeployedStack): Promise<{ environment: string[]; secrets: string[] }> {
  const [task] = await stack.of('aws:ecs/taskDefinition:TaskDefinition');
  const [container] = JSON.parse(String(task?.inputs.containerDefinitions)) as {
    environment: { name: string }[];
    secrets: { name: string }[];
  }[];
  const names = (list: readonly { name: string }[] = []) => list.map(({ name }) => name).sort();
  return { environment: names(container?.environment), secrets: names(container?.secrets) };
}

describe('Lambda and MSK in one stack', () => {
  it('reads with IAM where the cluster has it, by interfaces in the group of the cluster', async () => {
    await withStack([kind, lambda] as never, async (stack) => {
      expect((await stack.apply([['MSK', 'api/stream', {}], reader('msk')])).status).to.equal('succeeded');
      const mapping = await mappingOf(stack);
      expect(mapping).not.to.have.property('sourceAccessConfigurations');
      expect(mapping.eventSourceArn).to.match(/^arn:aws:kafka:us-east-1:\d+:cluster\//);
      expect(await actionsOf(stack)).to.include.members(['kafka-cluster:ReadData', 'kafka:GetBootstrapBrokers']);
      expect(await ports(stack)).to.deep.equal([9098, 9098]);
    });
  });

  it('reads with the user of the cluster where there is no IAM, and may read its secret', async () => {
    await withStack([kind, lambda] as never, async (stack) => {
      const cluster: Written = ['MSK', 'api/stream', { auth: { iam: false, scram: true } }];
      expect((await stack.apply([cluster, reader('msk')])).status).to.equal('succeeded');
      const { sourceAccessConfigurations } = await mappingOf(stack);
      expect(sourceAccessConfigurations).to.have.nested.property('[0].type', 'SASL_SCRAM_512_AUTH');
      expect(sourceAccessConfigurations)
        .to.have.nested.property('[0].uri')
        .that.matches(/:secret:AmazonMSK_/);
      expect(await actionsOf(stack)).to.include.members([
        'secretsmanager:GetSecretValue',
        'kafka:ListScramSecrets',
        'kms:Decrypt',
      ]);
    });
  });
});

describe('Lambda and Kafka in one stack', () => {
  it('reads from its own subnets, with the user and the CA of the brokers', async () => {
    await withStack([kafka, lambda] as never, async (stack) => {
      expect((await stack.apply([brokers, reader('kafka')])).status).to.equal('succeeded');
      const { sourceAccessConfigurations, selfManagedEventSource } = await mappingOf(stack);
      const types = (sourceAccessConfigurations as unknown as readonly { type: string }[]).map(({ type }) => type);
      expect(types).to.deep.equal([
        'SASL_SCRAM_512_AUTH',
        'SERVER_ROOT_CA_CERTIFICATE',
        'VPC_SUBNET',
        'VPC_SUBNET',
        'VPC_SECURITY_GROUP',
      ]);
      expect(selfManagedEventSource).to.deep.equal({
        endpoints: { KAFKA_BOOTSTRAP_SERVERS: 'b0.stream.api.development.shop.internal:9094' },
      });
      expect(await ports(stack)).to.deep.equal([9092, 9093, 9094]);
    });
  });
});

describe('Worker with MSK and with Kafka', () => {
  it('signs in to MSK with its role', async () => {
    await withStack([kind, worker] as never, async (stack) => {
      expect((await stack.apply([['MSK', 'api/stream', {}], consumer])).status).to.equal('succeeded');
      const { environment, secrets } = await containerOf(stack);
      expect(environment).to.include.members(['STREAM_BOOTSTRAP_SERVERS', 'STREAM_SASL_MECHANISM', 'STREAM_TOPICS']);
      expect(secrets).to.deep.equal([]);
      expect(await actionsOf(stack)).to.include('kafka-cluster:ReadData');
    });
  });

  it('signs in to Kafka with its secrets', async () => {
    await withStack([kafka, worker] as never, async (stack) => {
      expect((await stack.apply([brokers, consumer])).status).to.equal('succeeded');
      const { environment, secrets } = await containerOf(stack);
      expect(environment).to.include.members(['STREAM_BOOTSTRAP_SERVERS', 'STREAM_SECURITY_PROTOCOL']);
      expect(secrets).to.deep.equal(['STREAM_CA_CERTIFICATE', 'STREAM_PASSWORD', 'STREAM_USERNAME']);
      expect(await ports(stack)).to.include(9094);
    });
  });
});
