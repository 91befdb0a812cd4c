import type { ComponentKind } from './component-kind.js';

/** Types a kind's declaration; returns it as it is. */
export function defineKind<Spec>(kind: ComponentKind<Spec>): ComponentKind<Spec> {
  return kind;
}
