import type * as aws from '@pulumi/aws';
import type { Workload, WorkloadVolume } from '../../sdk/index.js';
import type { ConfigFiles } from './config-files.js';

/** Where the agent of ECS Exec writes; it fails on a root file system that is read-only. */
const EXEC_PATHS = ['/var/lib/amazon', '/var/log/amazon'];

export interface Mount {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** Volumes of the task and where the main container sees them. */
export interface TaskVolumes {
  readonly volumes: aws.types.input.ecs.TaskDefinitionVolume[];
  readonly mounts: readonly Mount[];
}

export function taskVolumes(workload: Workload, configs: ConfigFiles | undefined): TaskVolumes {
  const exec = workload.exec && workload.readonlyRootFilesystem ? EXEC_PATHS : [];
  const scratch = exec.map((containerPath, index) => ({
    sourceVolume: `panka-exec-${index}`,
    containerPath,
    readOnly: false,
  }));
  const files = (configs?.mounts ?? []).map(({ volume, mountPath }) => ({
    sourceVolume: volume,
    containerPath: mountPath,
    readOnly: true,
  }));
  const own = workload.volumes.map(({ name, mountPath, readOnly }) => ({
    sourceVolume: name,
    containerPath: mountPath,
    readOnly,
  }));
  return {
    volumes: [...workload.volumes.map(volume), ...[...files, ...scratch].map(({ sourceVolume: name }) => ({ name }))],
    mounts: [...own, ...files, ...scratch],
  };
}

function volume({ name, efs, ebs }: WorkloadVolume): aws.types.input.ecs.TaskDefinitionVolume {
  // The service says how large the disk is when it starts a task.
  if (ebs !== undefined) return { name, configureAtLaunch: true };
  if (efs === undefined) return { name };
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId: efs.fileSystemId,
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: efs.accessPointId, iam: 'ENABLED' },
    },
  };
}
