import { NAME_RULES } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import type { Names, TranslateContext } from 'panka/sdk';
import { rootDeviceName, templateImage } from './image.js';
import { GRACE_SECONDS } from './limits.js';
import { type Machine, METADATA_OPTIONS, rootVolumeArgs } from './machine.js';
import type { Place } from './place.js';

interface GroupParts {
  readonly names: Names;
  readonly places: readonly Place[];
  readonly targetGroupArns: readonly Input<string>[];
}

/** A new instance is there before an old one goes: without the second number AWS ends one first. Source: `RefreshPreferences` of the Auto Scaling API reference. */
const NEW_FIRST = { minHealthyPercentage: 100, maxHealthyPercentage: 110 };

/** Instances that come and go: a template for them, and a group that keeps their number. A changed template replaces them one by one. */
export function declareGroup(machine: Machine, context: TranslateContext, parts: GroupParts): aws.autoscaling.Group {
  const { component } = machine;
  const { autoscaling } = component.spec;
  if (autoscaling === undefined) throw new Error(`${component.address} has no autoscaling`);
  const template = launchTemplate(machine, context, parts.names);
  const logicalName = context.logicalName('group');
  const group = new aws.autoscaling.Group(
    logicalName,
    {
      name: parts.names.physical(component, NAME_RULES.autoScalingGroup),
      minSize: autoscaling.min,
      maxSize: autoscaling.max,
      vpcZoneIdentifiers: parts.places.map(({ subnetId }) => subnetId),
      launchTemplate: { id: template.id, version: template.latestVersion.apply(String) },
      targetGroupArns: [...parts.targetGroupArns],
      healthCheckType: parts.targetGroupArns.length === 0 ? 'EC2' : 'ELB',
      healthCheckGracePeriod: GRACE_SECONDS,
      instanceRefresh: { strategy: 'Rolling', preferences: NEW_FIRST },
      enabledMetrics: ['GroupInServiceInstances', 'GroupDesiredCapacity'],
      // The verification waits, and says what is wrong.
      waitForCapacityTimeout: '0',
      tags: Object.entries(machine.tagsOf(logicalName)).map(([key, value]) => ({
        key,
        value,
        propagateAtLaunch: true,
      })),
    },
    context.options({ deleteBeforeReplace: true, dependsOn: [...machine.ready] }),
  );
  if (autoscaling.targetCPUUtilization !== undefined)
    new aws.autoscaling.Policy(
      context.logicalName('group/cpu'),
      {
        name: 'cpu',
        autoscalingGroupName: group.name,
        policyType: 'TargetTrackingScaling',
        targetTrackingConfiguration: {
          predefinedMetricSpecification: { predefinedMetricType: 'ASGAverageCPUUtilization' },
          targetValue: autoscaling.targetCPUUtilization,
        },
      },
      context.options({ deleteBeforeReplace: true }),
    );
  return group;
}

function launchTemplate(machine: Machine, context: TranslateContext, names: Names): aws.ec2.LaunchTemplate {
  const { component, userData } = machine;
  const { spec } = component;
  const logicalName = context.logicalName('template');
  const tags = machine.tagsOf(logicalName);
  return new aws.ec2.LaunchTemplate(
    logicalName,
    {
      name: names.physical(component, NAME_RULES.launchTemplate),
      imageId: templateImage(spec),
      instanceType: spec.instanceType,
      iamInstanceProfile: { name: machine.profileName },
      ...networkOf(machine),
      metadataOptions: METADATA_OPTIONS,
      monitoring: { enabled: spec.monitoring },
      ...(spec.keyName === undefined ? {} : { keyName: spec.keyName }),
      ...(userData === undefined
        ? {}
        : { userData: userData.apply((text) => Buffer.from(text ?? '').toString('base64')) }),
      blockDeviceMappings: [{ deviceName: rootDeviceName(spec), ebs: rootDisk(machine) }],
      updateDefaultVersion: true,
      tagSpecifications: [{ resourceType: 'volume', tags }],
      tags,
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

/** A public address is asked for at the network interface, which then has the groups as well. */
function networkOf({ component, securityGroupIds }: Machine): aws.ec2.LaunchTemplateArgs {
  if (!component.spec.publicIp) return { vpcSecurityGroupIds: [...securityGroupIds] };
  return {
    networkInterfaces: [{ deviceIndex: 0, associatePublicIpAddress: 'true', securityGroups: [...securityGroupIds] }],
  };
}

function rootDisk(machine: Machine): aws.types.input.ec2.LaunchTemplateBlockDeviceMappingEbs {
  return { ...rootVolumeArgs(machine), encrypted: 'true', deleteOnTermination: 'true' };
}
