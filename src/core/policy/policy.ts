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
  /** What a component does against the rule. Paths are pointers within the spec. */
  check(component: ComponentOf, view: PolicyView): readonly PolicyFinding[];
}

/** Code and severity are the policy's and the environment's. */
export type PolicyFinding = Omit<Finding, 'code' | 'severity'>;

export interface PolicyView extends ApplicationView {
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  /** Region that the stack is deployed to, if it is known. */
  readonly region: string | undefined;
  definition(kind: string): ComponentKind | undefined;
}
