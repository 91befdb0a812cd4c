import { buildDag, type Dag, waveOf } from '../graph/index.js';
import type { Application } from './application.js';

/** Wave 0 is what the stack has once; components begin with wave 1. */
export const SHARED_WAVE = 0;
const DEFAULT_PARALLELISM = 10;

export function componentDag(application: Pick<Application, 'components' | 'edges'>): Dag {
  return buildDag(
    application.components.map((c) => c.address),
    application.edges,
  );
}

/** How many components of a wave are deployed at once. `spec.deployment.parallelism` of the Stack. */
export function parallelismOf({ stack }: Pick<Application, 'stack'>): number {
  return ((stack.spec['deployment'] ?? {}) as { parallelism?: number }).parallelism ?? DEFAULT_PARALLELISM;
}

/** Wave of every component, from 1. */
export function componentWaves(application: Pick<Application, 'components' | 'edges'>): ReadonlyMap<string, number> {
  return new Map([...waveOf(componentDag(application))].map(([address, wave]) => [address, wave + 1]));
}
