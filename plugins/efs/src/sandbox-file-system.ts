import { asObjects } from '@panka/plugin-common';
import type { JsonObject, ResourceModel } from 'panka/sdk';
import { MOUNT_TARGET } from './sandbox-mounts.js';

export const FILE_SYSTEM = 'aws:efs/fileSystem:FileSystem';

export const fileSystemModel: ResourceModel = {
  type: FILE_SYSTEM,
  replaces: ['availabilityZoneName', 'creationToken', 'encrypted', 'kmsKeyId', 'performanceMode'],
  identity: ['creationToken'],
  id: ({ hex }) => `fs-${hex(17)}`,
  arn: 'arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}',
  defaults: { performanceMode: 'generalPurpose', throughputMode: 'bursting', encrypted: false },
  computed: ({ id, account, region }) => ({
    dnsName: `${id}.efs.${region}.amazonaws.com`,
    ownerId: account,
    numberOfMountTargets: 0,
  }),
  refuses: ({ inputs }) => throughputRefusal(inputs) ?? lifecycleRefusal(inputs),
  refusesDelete: ({ id }, cloud) =>
    cloud.list(MOUNT_TARGET).some((target) => target.inputs.fileSystemId === id)
      ? 'FileSystemInUse: The file system has mount targets'
      : undefined,
};

function throughputRefusal({
  throughputMode,
  provisionedThroughputInMibps,
  performanceMode,
}: JsonObject): string | undefined {
  if (throughputMode === 'provisioned' && provisionedThroughputInMibps === undefined)
    return 'BadRequest: ProvisionedThroughputInMibps is required when ThroughputMode is provisioned.';
  if (throughputMode !== 'provisioned' && provisionedThroughputInMibps !== undefined)
    return 'BadRequest: ProvisionedThroughputInMibps is only valid when ThroughputMode is provisioned.';
  return throughputMode === 'elastic' && performanceMode === 'maxIO'
    ? 'BadRequest: Elastic throughput is not supported with Max I/O performance mode.'
    : undefined;
}

function lifecycleRefusal(inputs: JsonObject): string | undefined {
  const policies = asObjects(inputs.lifecyclePolicies);
  if (policies.some((policy) => Object.keys(policy).length !== 1))
    return 'BadRequest: Each LifecyclePolicy object can have only a single transition.';
  const archived = policies.some((policy) => policy.transitionToArchive !== undefined);
  return archived && inputs.throughputMode !== 'elastic'
    ? 'BadRequest: Transition to Archive is supported with Elastic throughput only.'
    : undefined;
}
