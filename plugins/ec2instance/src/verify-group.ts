import { asObject, asObjects, type Look, look } from '@panka/plugin-common';
import type { ComponentOf, VerifyContext } from 'panka/sdk';
import type { Ec2InstanceSpec } from './schema.js';

/** A group works when as many instances are in service as are wanted, all well and of the newest template. */
export function lookAtGroup({ address }: ComponentOf<Ec2InstanceSpec>, context: VerifyContext): Promise<Look> {
  const name = String(context.outputs.autoScalingGroupName);
  const template = context.resources.find(({ type }) => type === 'aws:ec2/launchTemplate:LaunchTemplate');
  const newest = String(template?.outputs.latestVersion);
  return look(`autoscaling:DescribeAutoScalingGroups ${address} is in service`, async () => {
    const answer = asObject(
      await context.aws.call('autoscaling:DescribeAutoScalingGroups', { AutoScalingGroupNames: [name] }),
    );
    const [group] = asObjects(answer.AutoScalingGroups);
    if (group === undefined) return `group ${name} is not there yet`;
    const instances = asObjects(group.Instances);
    const well = instances.filter((one) => one.LifecycleState === 'InService' && one.HealthStatus === 'Healthy');
    const wanted = Number(group.DesiredCapacity);
    if (well.length < wanted) return `${well.length} of ${wanted} instances are in service`;
    const old = instances.filter((one) => String(asObject(one.LaunchTemplate).Version) !== newest).length;
    return old === 0 ? undefined : `${old} of ${instances.length} instances are of an older template`;
  });
}
