import { asObject, sandboxInstances, sandboxLoadBalancing, sandboxVolumes } from '@panka/plugin-common';
import type { SandboxApi, SandboxModels } from 'panka/sdk';

const GROUP = 'aws:autoscaling/group:Group';
const TEMPLATE = 'aws:ec2/launchTemplate:LaunchTemplate';

/** A group of the sandbox has its instances at once, of the template that it names. */
const describeGroups: SandboxApi = ({ AutoScalingGroupNames: names }, cloud) => ({
  AutoScalingGroups: (Array.isArray(names) ? names : []).flatMap((name) => {
    const found = cloud.get(GROUP, String(name));
    if (found === undefined) return [];
    const wanted = Number(found.outputs.desiredCapacity ?? found.inputs.minSize ?? 0);
    const running = Number(found.outputs.inService ?? wanted);
    const { id, version } = asObject(found.inputs.launchTemplate);
    const newest = cloud.get(TEMPLATE, String(id))?.outputs.latestVersion ?? null;
    const Version = version === '$Latest' ? String(newest) : String(version);
    return [
      {
        AutoScalingGroupName: found.id,
        DesiredCapacity: wanted,
        Instances: Array.from({ length: running }, (_, index) => ({
          InstanceId: `i-${String(index).padStart(17, '0')}`,
          LifecycleState: 'InService',
          HealthStatus: 'Healthy',
          LaunchTemplate: { LaunchTemplateId: id ?? null, Version },
        })),
      },
    ];
  }),
});

/** Instances, groups of them, and where they are registered. */
const models: SandboxModels = {
  models: [
    ...sandboxInstances.models,
    ...sandboxVolumes.models,
    ...sandboxLoadBalancing.models,
    {
      type: 'aws:autoscaling/policy:Policy',
      replaces: ['name', 'autoscalingGroupName'],
      identity: ['autoscalingGroupName', 'name'],
      onExisting: 'adopt',
      computed: ({ partition, region, account, inputs, hex }) => ({
        arn: `arn:${partition}:autoscaling:${region}:${account}:scalingPolicy:${hex(32)}:autoScalingGroupName/${String(inputs.autoscalingGroupName)}:policyName/${String(inputs.name)}`,
      }),
      refuses: ({ inputs }, cloud) =>
        cloud.get(GROUP, String(inputs.autoscalingGroupName)) === undefined
          ? `ValidationError: AutoScalingGroup name not found - null`
          : undefined,
    },
  ],
  api: {
    ...sandboxInstances.api,
    ...sandboxVolumes.api,
    ...sandboxLoadBalancing.api,
    'autoscaling:DescribeAutoScalingGroups': describeGroups,
  },
  ...(sandboxInstances.invokes === undefined ? {} : { invokes: sandboxInstances.invokes }),
};
export default models;
