import type { KnownResource } from './known-resource.js';
import type { ResourceGoal } from './resource-goal.js';

/** A declared resource on its way through the engine. */
export interface Registration {
  readonly urn: string;
  readonly goal: ResourceGoal;
  /** What it continues, if it was deployed before. */
  readonly old?: KnownResource;
  /** The URN that it had before, if another. */
  readonly alias?: string;
  /** `urn::id` of its provider; absent for components and providers. */
  readonly provider?: string;
}
