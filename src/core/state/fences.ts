import type { LockScope } from '../locks/lock-store.js';
import type { StackState } from './state-store.js';

/** The unit that a lock level deploys: `stack`, `service.X` or `component.X.Y`. */
export function unitName(scope: Pick<LockScope, 'service' | 'component'>): string {
  if (scope.component !== undefined) return `component.${scope.service}.${scope.component}`;
  return scope.service === undefined ? STACK_UNIT : `service.${scope.service}`;
}

/** Unit of a stack that is deployed as one. */
export const STACK_UNIT = 'stack';

/** True when the locks of these two units exclude each other. */
export function unitsExclude(a: string, b: string): boolean {
  if (a === b || a === STACK_UNIT || b === STACK_UNIT) return true;
  return contains(a, b) || contains(b, a);
}

/** The newest fence that a writer of `unit` must not be below. */
export function fenceFloor(state: StackState, unit: string): number {
  if (unit === STACK_UNIT || state.fences === undefined) return state.fence;
  const excluding = Object.entries(state.fences).filter(([other]) => unitsExclude(unit, other));
  return Math.max(0, ...excluding.map(([, fence]) => fence));
}

/** The state's fences after a write for `unit` with `fence`. What the unit's lock excludes is below it from now on. */
export function withFence(
  state: StackState | undefined,
  unit: string,
  fence: number,
): Readonly<Record<string, number>> {
  const kept = Object.entries(state?.fences ?? {}).filter(([other]) => !contains(unit, other));
  return { ...Object.fromEntries(kept), [unit]: fence };
}

function contains(outer: string, inner: string): boolean {
  if (outer === STACK_UNIT) return inner !== STACK_UNIT;
  return outer.startsWith('service.') && inner.startsWith(`component.${outer.slice('service.'.length)}.`);
}
