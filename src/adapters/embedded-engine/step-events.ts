import type { ResourceEvent, ResourceOp } from '../../core/engine/deployment-engine.js';
import type { ResourceV3 } from '../../core/engine/deployment-v3.js';
import { describeFailure } from '../../core/engine/describe-failure.js';
import { isProviderType, parseUrn } from '../../core/engine/urn.js';
import type { DeploymentRun } from './deployment-run.js';

export type StepEvent = Omit<ResourceEvent, 'phase'>;

export type EventExtras = Pick<ResourceEvent, 'diffs' | 'replaceReasons'>;

export function stepEvent(op: ResourceOp, resource: ResourceV3, extras: EventExtras = {}): StepEvent {
  return {
    op,
    urn: resource.urn,
    type: resource.type,
    name: parseUrn(resource.urn).name,
    ...(resource.parent !== undefined && { parent: resource.parent }),
    ...(resource.id !== undefined && { id: resource.id }),
    ...(resource.protect && { protect: true }),
    ...(resource.retainOnDelete && { retain: true }),
    ...extras,
  };
}

/** A step that needs no call: planned in a preview, else done at once. */
export function announce(run: DeploymentRun, event: StepEvent): void {
  if (isDefaultProvider(event)) return;
  run.emit({ ...event, phase: run.preview ? 'planned' : 'done' });
}

export function announceSkipped(run: DeploymentRun, event: StepEvent): void {
  run.emit({ ...event, phase: 'skipped' });
}

export function announceFailure(run: DeploymentRun, event: StepEvent, error: unknown): void {
  run.emit({ ...event, phase: 'failed', error: describeFailure(error) });
}

/** Nobody declared them, nobody wants to read of them. */
export function isDefaultProvider(event: Pick<StepEvent, 'type' | 'name'>): boolean {
  return isProviderType(event.type) && /^default(_|$)/.test(event.name);
}
