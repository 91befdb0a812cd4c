import type * as aws from '@pulumi/aws';
import type { DeclaredRole } from '../../sdk/index.js';
import type { Declaring, EcsHost } from './ecs-host.js';
import { volumeNotSupported } from './errors.js';

export interface DiskOfTasks {
  readonly args: Pick<aws.ecs.ServiceArgs, 'volumeConfiguration'>;
  /** Without the policy of its role ECS makes no disk, and takes none away. */
  readonly ready: DeclaredRole['ready'];
}

/** A disk of its own for each task, made when the task starts and deleted with it. ECS takes one a service. */
export function declareDiskOfTasks({ services }: EcsHost, { component, context, workload }: Declaring): DiskOfTasks {
  const [volume, ...more] = workload.volumes.filter(({ ebs }) => ebs !== undefined);
  if (volume?.ebs === undefined) return { args: {}, ready: [] };
  if (more.length > 0)
    throw volumeNotSupported(component.address, 'has more than one ebs volume; ECS takes one a service');
  const { partition } = services.identity;
  const { sizeGiB, type, iops, throughputMiBps } = volume.ebs;
  const role = services.roles.declare(component, context, {
    part: 'volume-role',
    service: 'ecs.amazonaws.com',
    managedPolicyArns: [`arn:${partition}:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes`],
  });
  const managedEbsVolume = {
    roleArn: role.arn,
    sizeInGb: sizeGiB,
    volumeType: type,
    ...(iops === undefined ? {} : { iops }),
    ...(throughputMiBps === undefined ? {} : { throughput: throughputMiBps }),
    encrypted: true,
    fileSystemType: 'xfs',
  };
  return { args: { volumeConfiguration: { name: volume.name, managedEbsVolume } }, ready: role.ready };
}

/** Who runs a job's tasks can't say how large their disk is. */
export function refuseDisk({ component, workload }: Declaring): void {
  if (workload.volumes.some(({ ebs }) => ebs !== undefined))
    throw volumeNotSupported(component.address, 'has an ebs volume, which only services can have');
}
