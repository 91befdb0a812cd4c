import type { Input } from '@pulumi/pulumi';
import type { AlarmRequest, Identity } from 'panka/sdk';
import { hasCredits } from './instance-type.js';
import type { Ec2InstanceSpec } from './schema.js';

const common = { statistic: 'Maximum', comparison: 'GreaterThanOrEqualToThreshold', period: 60, periods: 2 } as const;

interface Watched {
  readonly address: string;
  readonly spec: Ec2InstanceSpec;
  readonly identity: Identity;
}

/** Alarms of single instances; those of further ones end in `-2`, `-3`. Source: EC2 user guide, "Status checks" and "Burstable performance". */
export function instanceAlarms(watched: Watched, ids: readonly Input<string>[]): AlarmRequest[] {
  return ids.flatMap((id, index) => alarmsOf(watched, { id, suffix: index === 0 ? '' : `-${index + 1}` }));
}

function alarmsOf({ address, spec, identity }: Watched, of: { id: Input<string>; suffix: string }): AlarmRequest[] {
  const { id, suffix } = of;
  const on = { namespace: 'AWS/EC2', dimensions: { InstanceId: id } };
  return [
    {
      ...on,
      ...common,
      id: `status-check${suffix}`,
      description: `An instance of ${address} fails its status checks`,
      metric: 'StatusCheckFailed',
      threshold: 1,
    },
    {
      ...on,
      ...common,
      id: `system-check${suffix}`,
      description: `The hardware under an instance of ${address} fails; it is moved to other hardware`,
      metric: 'StatusCheckFailed_System',
      threshold: 1,
      actions: [`arn:${identity.partition}:automate:${identity.region}:ec2:recover`],
    },
    cpu(`cpu${suffix}`, address, on),
    ...(hasCredits(spec.instanceType) ? [credits(spec.instanceType, { address, suffix, on })] : []),
  ];
}

/**
 * t2 is slowed down once its credits are gone. Later families start with none and go on without them, which is paid for.
 * Source: EC2 user guide, "Unlimited mode for burstable performance instances".
 */
function credits(
  instanceType: string,
  of: { address: string; suffix: string; on: Pick<AlarmRequest, 'namespace' | 'dimensions'> },
): AlarmRequest {
  const { address, suffix, on } = of;
  const alarm = { ...on, id: `credits${suffix}`, period: 300, periods: 3, missingData: 'notBreaching' } as const;
  if (!instanceType.startsWith('t2.'))
    return {
      ...alarm,
      description: `An instance of ${address} pays for CPU beyond its credits`,
      metric: 'CPUSurplusCreditsCharged',
      statistic: 'Maximum',
      comparison: 'GreaterThanThreshold',
      threshold: 0,
    };
  return {
    ...alarm,
    description: `An instance of ${address} is about to have used up its CPU credits`,
    metric: 'CPUCreditBalance',
    statistic: 'Minimum',
    comparison: 'LessThanThreshold',
    threshold: 20,
  };
}

/** Alarms of a group of instances that come and go. */
export function groupAlarms({ address, spec }: Watched, groupName: Input<string>): AlarmRequest[] {
  const dimensions = { AutoScalingGroupName: groupName };
  const least = spec.autoscaling?.min ?? 0;
  const few: AlarmRequest = {
    id: 'in-service',
    description: `${address} has fewer instances than it should`,
    namespace: 'AWS/AutoScaling',
    metric: 'GroupInServiceInstances',
    statistic: 'Minimum',
    dimensions,
    comparison: 'LessThanThreshold',
    threshold: least,
    period: 60,
    periods: 10,
  };
  return [cpu('cpu', address, { namespace: 'AWS/EC2', dimensions }), ...(least === 0 ? [] : [few])];
}

function cpu(id: string, address: string, on: Pick<AlarmRequest, 'namespace' | 'dimensions'>): AlarmRequest {
  return {
    ...on,
    id,
    description: `${address} uses its CPU up`,
    metric: 'CPUUtilization',
    comparison: 'GreaterThanThreshold',
    threshold: 90,
    period: 300,
    periods: 3,
  };
}
