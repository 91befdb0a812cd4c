import type { DeploymentV3 } from '../engine/deployment-v3.js';

/**
 * Which update a checkpoint has taken in, kept inside it: a run killed between checkpoint and head leaves a checkpoint that
 * the head does not point to yet, and replaying that update's journal onto it again would be wrong. Pulumi ignores the field.
 */
export interface CheckpointMark {
  readonly appliedUpdate: number;
  /** Lineage of the state that it belongs to. */
  readonly lineage: string;
}

const FIELD = 'panka';

export function markCheckpoint(deployment: DeploymentV3, mark: CheckpointMark): DeploymentV3 {
  return { ...deployment, metadata: { ...deployment.metadata, [FIELD]: mark } };
}

/** Undefined for a checkpoint that panka did not publish, for example an imported one. */
export function readMark(deployment: DeploymentV3): CheckpointMark | undefined {
  return deployment.metadata?.[FIELD] as CheckpointMark | undefined;
}
