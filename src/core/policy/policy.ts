import type { ApplicationView, ComponentKind, ComponentOf, EnvironmentClass, Finding } from '../../sdk/index.js';

/** How strictly a rule is taken. `off`: not checked at all. */
export type PolicySeverity = 'error' | 'warning' | 'off';

/** A rule about components, checked on their merged specs. Compliance can raise, lower or except it by its id. */
export interface Policy {
  /** `PANKA-XXX-000`. */
  readonly id: string;
  /** The rule in one sentence: what holds when it is kept. */
  readonly title: string;
  /** By the class of the environment; staging is taken as development. */
  readonly severity: { readonly development: PolicySeverity; readonly production: PolicySeverity };
  /** Kinds that it is about; every kind if absent. */
  readonly kinds?: readonly string[];
  /** What a component does against the rule. Paths are pointers within its spec. */
  check?(component: ComponentOf, view: PolicyView): readonly PolicyFinding[];
  /** What the stack as a whole does against it, said once. Paths are pointers within the spec of the Stack. */
  checkStack?(view: PolicyView): readonly StackFinding[];
}

/** `component`: the address of a component whose place is shown, instead of the Stack's. */
export type StackFinding = PolicyFinding & { readonly component?: string };

/** Code and severity are the policy's and the environment's. */
export type PolicyFinding = Omit<Finding, 'code' | 'severity'>;

export interface PolicyView extends ApplicationView {
  readonly stack: string;
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  /** Region that the stack is deployed to, if it is known. */
  readonly region: string | undefined;
  definition(kind: string): ComponentKind | undefined;
}
