import type { ComponentOf } from '../component-kind.js';

export interface Tags {
  /** Panka's tags and the user's, for one resource of a component. `logicalName` becomes `panka:resource` and `Name`. */
  of(component: ComponentOf<unknown>, logicalName: string): Record<string, string>;
}
