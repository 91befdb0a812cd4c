import type { Workload } from 'panka/sdk';
import type { Volume, VolumeMount } from './container.js';

export interface Mounted {
  readonly volumes: readonly Volume[];
  readonly mounts: readonly VolumeMount[];
}

/** Space that goes with the pod. Validation refuses volumes of other sorts. */
export function scratchVolumes({ volumes }: Workload): Mounted {
  return {
    volumes: volumes.map((_, index) => ({ name: volumeName(index), emptyDir: {} })),
    mounts: volumes.map(({ mountPath, readOnly }, index) => ({
      name: volumeName(index),
      mountPath,
      ...(readOnly ? { readOnly } : {}),
    })),
  };
}

/** Names of a manifest may be longer than Kubernetes takes, and hold other characters. */
function volumeName(index: number): string {
  return `scratch-${index}`;
}
