import { asObject } from '@panka/plugin-common';
import type { Json, JsonObject, MadeResource, ResourceModel, SandboxCloud } from 'panka/sdk';

export const CLUSTER = 'aws:msk/cluster:Cluster';
export const SERVERLESS = 'aws:msk/serverlessCluster:ServerlessCluster';

/** Brokers that a bootstrap string names at most. */
const NAMED_BROKERS = 3;

/** Source of the replacing inputs: CloudFormation's schema of AWS::MSK::Cluster. */
export const clusterModel: ResourceModel = {
  type: CLUSTER,
  replaces: [
    'clusterName',
    'brokerNodeGroupInfo.clientSubnets',
    'brokerNodeGroupInfo.azDistribution',
    'brokerNodeGroupInfo.securityGroups',
    'encryptionInfo.encryptionAtRestKmsKeyArn',
    'encryptionInfo.encryptionInTransit.inCluster',
  ],
  identity: ['clusterName'],
  id: (made) => arnOf(made, '2'),
  arn: '{id}',
  defaults: { enhancedMonitoring: 'DEFAULT', storageMode: 'LOCAL' },
  computed: (made) => {
    const { inputs } = made;
    const sasl = asObject(asObject(inputs.clientAuthentication).sasl);
    const { tls, unauthenticated } = asObject(inputs.clientAuthentication);
    const brokers = (on: boolean, port: number) =>
      on ? addresses(made, Number(inputs.numberOfBrokerNodes), port) : '';
    return {
      clusterUuid: uuidOf(made, '2'),
      currentVersion: `K${made.hex(13).toUpperCase()}`,
      bootstrapBrokers: '',
      bootstrapBrokersSaslIam: brokers(sasl.iam === true, 9098),
      bootstrapBrokersSaslScram: brokers(sasl.scram === true, 9096),
      bootstrapBrokersTls: brokers(tls !== undefined || unauthenticated === true, 9094),
    };
  },
  refuses: (made, cloud) => refusal(made, cloud),
};

/** Source: MSK API reference, CreateClusterV2; nothing of a serverless cluster can be changed but its tags. */
export const serverlessModel: ResourceModel = {
  type: SERVERLESS,
  replaces: ['*'],
  identity: ['clusterName'],
  id: (made) => arnOf(made, 's1'),
  arn: '{id}',
  computed: (made) => ({
    clusterUuid: uuidOf(made, 's1'),
    bootstrapBrokersSaslIam: `boot-${made.hex(8)}.c1.kafka-serverless.${made.region}.amazonaws.com:9098`,
  }),
};

function refusal({ inputs, previous }: Omit<MadeResource, 'id' | 'arn'>, cloud: SandboxCloud): string | undefined {
  const info = asObject(inputs.brokerNodeGroupInfo);
  const subnets = Array.isArray(info.clientSubnets) ? info.clientSubnets.length : 0;
  const brokers = Number(inputs.numberOfBrokerNodes);
  if (subnets < 2) return 'BadRequestException: Specify either two or three client subnets.';
  if (brokers % subnets !== 0)
    return 'BadRequestException: The number of broker nodes must be a multiple of Availability Zones in the client subnets parameter.';
  // Source: MSK developer guide, "Remove a broker": only of these types, and only brokers without partitions.
  if (
    previous !== undefined &&
    brokers < Number(previous.numberOfBrokerNodes) &&
    !/^kafka\.m/.test(String(info.instanceType))
  )
    return `BadRequestException: Brokers of type ${String(info.instanceType)} cannot be removed.`;
  if (previous !== undefined && volumeOf(inputs) < volumeOf(previous))
    return 'BadRequestException: The size of the volume cannot be decreased.';
  if (isLower(String(inputs.kafkaVersion), previous?.kafkaVersion))
    return 'BadRequestException: Unsupported Kafka version upgrade: a version cannot go down.';
  const { arn } = asObject(inputs.configurationInfo);
  return arn === undefined || cloud.get('aws:msk/configuration:Configuration', String(arn)) !== undefined
    ? undefined
    : 'NotFoundException: The configuration ARN does not exist.';
}

function volumeOf(values: JsonObject): number {
  const storage = asObject(asObject(asObject(values.brokerNodeGroupInfo).storageInfo).ebsStorageInfo);
  return Number(storage.volumeSize ?? 0);
}

function isLower(version: string, before: Json | undefined): boolean {
  if (typeof before !== 'string') return false;
  const [a = 0, b = 0] = version.split('.').map(Number);
  const [c = 0, d = 0] = before.split('.').map(Number);
  return a < c || (a === c && b < d);
}

function arnOf(made: MadeResource, kind: string): string {
  const { partition, region, account, inputs } = made;
  return `arn:${partition}:kafka:${region}:${account}:cluster/${String(inputs.clusterName)}/${uuidOf(made, kind)}`;
}

function uuidOf(made: MadeResource, kind: string): string {
  return `${made.hex(32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')}-${kind}`;
}

function addresses(made: MadeResource, brokers: number, port: number): string {
  const host = `${String(made.inputs.clusterName).slice(0, 20)}.${made.hex(6)}.c2.kafka.${made.region}.amazonaws.com`;
  const named = Math.min(brokers, NAMED_BROKERS);
  return Array.from({ length: named }, (_, i) => `b-${i + 1}.${host}:${port}`).join(',');
}
