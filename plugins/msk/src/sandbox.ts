import { sandboxAppAutoscaling, sandboxSecretInvokes } from '@panka/plugin-common';
import type { Json, ResourceModel, SandboxApi, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';
import { CLUSTER, clusterModel, SERVERLESS, serverlessModel } from './sandbox-clusters.js';

const CONFIGURATION = 'aws:msk/configuration:Configuration';
const TOPIC = 'aws:msk/topic:Topic';

const configuration: ResourceModel = {
  type: CONFIGURATION,
  replaces: ['name', 'kafkaVersions'],
  identity: ['name'],
  id: (made) =>
    `arn:${made.partition}:kafka:${made.region}:${made.account}:configuration/${String(made.inputs.name)}/${made.hex(32)}-2`,
  arn: '{id}',
  // Each change is a revision more.
  computed: ({ inputs, previous }) => {
    const before = Number(previous?.latestRevision ?? 0);
    return {
      latestRevision: previous?.serverProperties === inputs.serverProperties && before > 0 ? before : before + 1,
    };
  },
  refusesDelete: ({ id }, cloud) =>
    cloud.list(CLUSTER).some(({ inputs }) => (inputs.configurationInfo as { arn?: Json } | undefined)?.arn === id)
      ? 'BadRequestException: Configuration is in use by one or more clusters.'
      : undefined,
};

const association: ResourceModel = {
  type: 'aws:msk/scramSecretAssociation:ScramSecretAssociation',
  replaces: ['clusterArn'],
  identity: ['clusterArn'],
  onExisting: 'adopt',
  refuses: ({ inputs }) => {
    const [wrong] = asTexts(inputs.secretArnLists).filter((arn) => !/:secret:AmazonMSK_/.test(arn));
    return wrong === undefined ? undefined : `BadRequestException: The secret ${wrong} must begin with AmazonMSK_.`;
  },
};

const topic: ResourceModel = {
  type: TOPIC,
  replaces: ['clusterArn', 'name', 'replicationFactor'],
  identity: ['clusterArn', 'name'],
  id: ({ inputs }) => `${String(inputs.clusterArn)},${String(inputs.name)}`,
  computed: ({ inputs }) => ({
    arn: `${String(inputs.clusterArn).replace(':cluster/', ':topic/')}/${String(inputs.name)}`,
    configsActual: inputs.configs ?? '{}',
  }),
  refuses: ({ inputs, previous }, cloud) => {
    const cluster = cloud.get(CLUSTER, String(inputs.clusterArn));
    if (cluster === undefined) return 'NotFoundException: The cluster ARN does not exist.';
    if (Number(inputs.replicationFactor) > Number(cluster.inputs.numberOfBrokerNodes))
      return `BadRequestException: Replication factor: ${String(inputs.replicationFactor)} larger than available brokers: ${String(cluster.inputs.numberOfBrokerNodes)}.`;
    return Number(inputs.partitionCount) < Number(previous?.partitionCount ?? 0)
      ? 'BadRequestException: The number of partitions cannot be decreased.'
      : undefined;
  },
};

/** Answers from what the cloud file holds: an edited `state` is what a verifier sees. */
const api: Readonly<Record<string, SandboxApi>> = {
  'kafka:DescribeClusterV2': ({ ClusterArn }, cloud) => {
    const { id, outputs } = clusterOf(cloud, ClusterArn);
    return {
      ClusterInfo: { ClusterArn: id, ClusterName: outputs.clusterName ?? null, State: outputs.state ?? 'ACTIVE' },
    };
  },
  'kafka:GetBootstrapBrokers': ({ ClusterArn }, cloud) => {
    const { outputs } = clusterOf(cloud, ClusterArn);
    const named = (name: string, output: string) => (outputs[output] ? { [name]: outputs[output] } : {});
    return {
      ...named('BootstrapBrokerStringSaslIam', 'bootstrapBrokersSaslIam'),
      ...named('BootstrapBrokerStringSaslScram', 'bootstrapBrokersSaslScram'),
      ...named('BootstrapBrokerStringTls', 'bootstrapBrokersTls'),
    };
  },
  'kafka:DescribeTopic': ({ ClusterArn, TopicName }, cloud) => {
    const found = cloud.get(TOPIC, `${String(ClusterArn)},${String(TopicName)}`);
    if (found === undefined) throw new Error(`NotFoundException: The topic ${String(TopicName)} does not exist.`);
    const { arn = null, partitionCount = null } = found.outputs;
    return { TopicArn: arn, TopicName: TopicName ?? null, PartitionCount: partitionCount, Status: 'ACTIVE' };
  },
};

/** How the sandbox simulates what this kind declares. */
const models: SandboxModels = {
  models: [clusterModel, serverlessModel, configuration, association, topic, ...sandboxAppAutoscaling],
  invokes: sandboxSecretInvokes,
  api,
};
export default models;

function clusterOf(cloud: SandboxCloud, arn: unknown): SandboxResource {
  const found = cloud.get(CLUSTER, String(arn)) ?? cloud.get(SERVERLESS, String(arn));
  if (found === undefined) throw new Error('NotFoundException: The requested resource does not exist.');
  return found;
}

function asTexts(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
