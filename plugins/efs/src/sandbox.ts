import type { SandboxApi, SandboxCloud, SandboxModels, SandboxResource } from 'panka/sdk';
import { FILE_SYSTEM, fileSystemModel } from './sandbox-file-system.js';
import { accessPointModel, MOUNT_TARGET, mountTargetModel } from './sandbox-mounts.js';

const describeFileSystems: SandboxApi = ({ FileSystemId: id }, cloud) => {
  const found = fileSystemOf(id, cloud);
  const { arn = null, encrypted = null, throughputMode = null } = found.outputs;
  return {
    FileSystems: [
      {
        FileSystemId: found.id,
        FileSystemArn: arn,
        LifeCycleState: found.outputs.lifeCycleState ?? 'available',
        Encrypted: encrypted,
        ThroughputMode: throughputMode,
      },
    ],
  };
};

const describeMountTargets: SandboxApi = ({ FileSystemId: id }, cloud) => {
  const fileSystem = fileSystemOf(id, cloud);
  return {
    MountTargets: cloud
      .list(MOUNT_TARGET)
      .filter((target) => target.inputs.fileSystemId === fileSystem.id)
      .map((target) => ({
        MountTargetId: target.id,
        FileSystemId: fileSystem.id,
        SubnetId: target.inputs.subnetId ?? null,
        LifeCycleState: stateOf(target),
      })),
  };
};

function fileSystemOf(id: unknown, cloud: SandboxCloud): SandboxResource {
  const found = cloud.get(FILE_SYSTEM, String(id));
  if (found === undefined) throw new Error(`FileSystemNotFound: File system '${String(id)}' does not exist.`);
  return found;
}

function stateOf(target: SandboxResource): string {
  return String(target.outputs.lifeCycleState ?? 'available');
}

/** How the sandbox simulates what this kind declares. Replacing inputs: CloudFormation's schemas of AWS::EFS. */
const models: SandboxModels = {
  models: [
    fileSystemModel,
    mountTargetModel,
    accessPointModel,
    {
      type: 'aws:efs/backupPolicy:BackupPolicy',
      replaces: ['fileSystemId'],
      identity: ['fileSystemId'],
      onExisting: 'adopt',
    },
    {
      type: 'aws:efs/fileSystemPolicy:FileSystemPolicy',
      replaces: ['fileSystemId'],
      identity: ['fileSystemId'],
      onExisting: 'adopt',
    },
  ],
  api: {
    'elasticfilesystem:DescribeFileSystems': describeFileSystems,
    'elasticfilesystem:DescribeMountTargets': describeMountTargets,
  },
};
export default models;
