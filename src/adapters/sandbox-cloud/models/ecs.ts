import type { ResourceModel, SandboxCloud, SandboxModels } from '../../../sdk/sandbox.js';
import { asList } from './model-parts.js';

const CLUSTER = 'aws:ecs/cluster:Cluster';
const OWN_PROVIDERS = ['FARGATE', 'FARGATE_SPOT'];

const cluster: ResourceModel = {
  type: CLUSTER,
  replaces: ['name'],
  identity: ['name'],
  // CreateCluster gives back the cluster that has the name.
  onExisting: 'adopt',
  id: ({ partition, region, account, inputs }) =>
    `arn:${partition}:ecs:${region}:${account}:cluster/${String(inputs.name)}`,
  arn: '{id}',
  computed: ({ inputs }) => ({ settings: inputs.settings ?? [{ name: 'containerInsights', value: 'disabled' }] }),
  refusesDelete: ({ id, inputs }, cloud) =>
    cloud.list('aws:ecs/service:Service').some((service) => [id, inputs.name].includes(service.inputs.cluster))
      ? 'ClusterContainsServicesException: The Cluster cannot be deleted while Services are active.'
      : undefined,
};

const clusterCapacityProviders: ResourceModel = {
  type: 'aws:ecs/clusterCapacityProviders:ClusterCapacityProviders',
  replaces: ['clusterName'],
  identity: ['clusterName'],
  onExisting: 'adopt',
  refuses: ({ inputs }, cloud) => {
    if (!cloud.list(CLUSTER).some((one) => one.inputs.name === inputs.clusterName))
      return 'ClusterNotFoundException: Cluster not found.';
    const missing = asList(inputs.capacityProviders).find((name) => !isProvider(String(name), cloud));
    return missing === undefined
      ? undefined
      : `InvalidParameterException: The specified capacity provider '${String(missing)}' was not found.`;
  },
};

const capacityProvider: ResourceModel = {
  type: 'aws:ecs/capacityProvider:CapacityProvider',
  replaces: ['name', 'autoScalingGroupProvider.autoScalingGroupArn', 'cluster'],
  identity: ['name'],
  id: ({ partition, region, account, inputs }) =>
    `arn:${partition}:ecs:${region}:${account}:capacity-provider/${String(inputs.name)}`,
  arn: '{id}',
  refuses: ({ inputs }) =>
    /^(aws|ecs|fargate)/i.test(String(inputs.name))
      ? 'ClientException: The specified capacity provider name is invalid. Names must not start with "aws", "ecs" or "fargate".'
      : undefined,
};

function isProvider(name: string, cloud: SandboxCloud): boolean {
  return OWN_PROVIDERS.includes(name) || cloud.list(capacityProvider.type).some((one) => one.inputs.name === name);
}

export const ecsModels: SandboxModels = {
  models: [cluster, clusterCapacityProviders, capacityProvider],
  api: {
    'ecs:DescribeClusters': (params, cloud) => {
      const wanted = asList(params.clusters).map(String);
      const found = wanted.map((name) => cloud.list(CLUSTER).find((one) => [one.id, one.inputs.name].includes(name)));
      return {
        clusters: found.flatMap((one) =>
          one === undefined ? [] : [{ clusterArn: one.id, clusterName: one.inputs.name ?? null, status: 'ACTIVE' }],
        ),
        failures: wanted.flatMap((arn, i) => (found[i] === undefined ? [{ arn, reason: 'MISSING' }] : [])),
      };
    },
  },
};
