import * as pulumi from '@pulumi/pulumi';
import type { AccessLevel, PolicyStatement } from 'panka/sdk';

interface Actions {
  readonly cluster: readonly string[];
  readonly topic: readonly string[];
  readonly group: readonly string[];
}

const READ: Actions = {
  cluster: ['kafka-cluster:Connect', 'kafka-cluster:DescribeClusterDynamicConfiguration'],
  topic: ['kafka-cluster:DescribeTopic', 'kafka-cluster:ReadData'],
  group: ['kafka-cluster:AlterGroup', 'kafka-cluster:DescribeGroup'],
};
const WRITE: Actions = {
  cluster: ['kafka-cluster:Connect', 'kafka-cluster:WriteDataIdempotently'],
  topic: ['kafka-cluster:DescribeTopic', 'kafka-cluster:WriteData'],
  group: [],
};
const ADMIN: Actions = {
  cluster: [
    ...WRITE.cluster,
    'kafka-cluster:AlterCluster',
    'kafka-cluster:DescribeCluster',
    'kafka-cluster:DescribeClusterDynamicConfiguration',
  ],
  topic: [
    ...new Set([...READ.topic, ...WRITE.topic]),
    'kafka-cluster:AlterTopic',
    'kafka-cluster:AlterTopicDynamicConfiguration',
    'kafka-cluster:CreateTopic',
    'kafka-cluster:DeleteTopic',
    'kafka-cluster:DescribeTopicDynamicConfiguration',
  ],
  group: READ.group,
};

/** IAM actions by level; `write` does not include `read`. Source: MSK developer guide, "Authorization policy actions". */
const ACTIONS: Readonly<Record<Exclude<AccessLevel, 'connect'>, Actions>> = { read: READ, write: WRITE, admin: ADMIN };

/** Statements for a client that signs in with IAM; `prefix` narrows them to topics and groups that begin with it. */
export function kafkaStatements(
  level: AccessLevel,
  clusterArn: pulumi.Input<string>,
  prefix = '',
): readonly PolicyStatement[] {
  if (level === 'connect') return [];
  const { cluster, topic, group } = ACTIONS[level];
  const within = (what: string) =>
    pulumi.output(clusterArn).apply((arn) => `${arn.replace(':cluster/', `:${what}/`)}/${prefix}*`);
  return [
    { Effect: 'Allow', Action: cluster, Resource: clusterArn },
    { Effect: 'Allow', Action: topic, Resource: within('topic') },
    ...(group.length === 0 ? [] : [{ Effect: 'Allow' as const, Action: group, Resource: within('group') }]),
  ];
}
