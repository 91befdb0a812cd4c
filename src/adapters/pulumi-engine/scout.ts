import type { EngineRequest, EngineResult, ResourceEvent } from '../../core/engine/deployment-engine.js';

/** What a run would do to each resource. */
export interface Scouted {
  readonly events: readonly ResourceEvent[];
  /** The preview's own failure, to be reported as the run's. */
  readonly failed?: EngineResult;
}

/** Previews quietly: nobody is told of its events. */
export async function scout(
  request: EngineRequest,
  preview: (request: EngineRequest) => Promise<EngineResult>,
): Promise<Scouted> {
  const events: ResourceEvent[] = [];
  const { inspect: _quiet, ...rest } = request;
  const result = await preview({ ...rest, onEvent: (event) => events.push(event) });
  return { events, ...(result.status !== 'succeeded' && { failed: result }) };
}
