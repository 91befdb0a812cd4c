import type { EngineRequest } from '../../core/engine/deployment-engine.js';
import { isProviderType, ROOT_STACK_TYPE } from '../../core/engine/urn.js';
import type { Scouted } from './scout.js';

/** URNs that the run may touch, of what is recorded and of what the program declares. */
export function unitsTargets({ base, isTarget }: EngineRequest, scouted?: Scouted): readonly string[] {
  const known = [...(base?.resources ?? []), ...(scouted?.events ?? [])];
  const own = known.filter(({ type }) => type !== ROOT_STACK_TYPE && !isProviderType(type));
  const chosen = own.filter(({ urn, parent }) => isTarget?.({ urn, ...(parent !== undefined && { parent }) }) ?? true);
  return [...new Set(chosen.map(({ urn }) => urn))];
}
