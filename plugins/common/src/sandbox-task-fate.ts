import { createHash } from 'node:crypto';
import type { Json, JsonObject, SandboxResource } from 'panka/sdk';

/** What becomes of the tasks of a simulated service. */
export interface TaskFate {
  /** Undefined: they run. */
  readonly stop?: {
    readonly stopCode: string;
    readonly stoppedReason: string;
    readonly containerReason?: string;
    readonly exitCode?: number;
    /** What the container wrote before it ended. */
    readonly log?: string;
  };
}

/**
 * The sandbox pulls no image. The end of an image's tag says what its tasks do, so that demonstrations and tests can see a
 * failed deployment: `broken` (`v2-broken`) cannot be pulled, `crash` ends with exit code 1, `unhealthy` runs but fails the
 * checks of its load balancer or container. Any other image runs.
 */
export function taskFate(taskDefinition: SandboxResource | undefined, targetGroups: readonly string[]): TaskFate {
  const container = essentialContainer(taskDefinition);
  const image = String(container?.image ?? '');
  const word = /[:-](broken|crash|unhealthy)$/.exec(image)?.[1];
  if (word === 'broken')
    return {
      stop: {
        stopCode: 'TaskFailedToStart',
        stoppedReason: `CannotPullContainerError: pull image manifest has been retried 7 time(s): failed to resolve ref ${image}: ${image}: not found`,
      },
    };
  if (word === 'crash')
    return {
      stop: {
        stopCode: 'EssentialContainerExited',
        stoppedReason: 'Essential container in task exited',
        exitCode: 1,
        log: `sandbox: the tag of ${image} ends in "crash", so the container ends with exit code 1`,
      },
    };
  if (word === 'unhealthy' && (targetGroups.length > 0 || container?.healthCheck !== undefined))
    return {
      stop: {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason:
          targetGroups.length > 0
            ? `Task failed ELB health checks in (target-group ${targetGroups[0]})`
            : 'Task failed container health checks',
      },
    };
  return {};
}

/** The first essential container of a task definition, as ECS reads its JSON. */
export function essentialContainer(taskDefinition: SandboxResource | undefined): JsonObject | undefined {
  const text = taskDefinition?.inputs.containerDefinitions;
  const containers: readonly JsonObject[] = typeof text === 'string' ? parseContainers(text) : [];
  return containers.find((c) => c.essential !== false) ?? containers[0];
}

function parseContainers(text: string): readonly JsonObject[] {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) ? (value as readonly JsonObject[]) : [];
  } catch {
    return [];
  }
}

/** Digits that follow from a text: ids of tasks and deployments, addresses of targets. */
export function digitsOf(text: string, count: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, count);
}
