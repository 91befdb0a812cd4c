import type {
  ApplicationView,
  ComponentKind,
  ComponentOf,
  EnvironmentClass,
  Finding,
  JsonObject,
} from '../../sdk/index.js';
import type { RenderedResource } from '../render/rendered-resource.js';

/** A resource as a policy sees it: what a translator declares, before anything is made. */
export type PlannedResource = Pick<RenderedResource, 'name' | 'type' | 'component' | 'inputs'>;

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
  /** Where it comes from, if it isn't built in. */
  readonly origin?: string;
  /** Whether the Security document asks for it: it is an error then, unless Compliance.rules says otherwise. */
  readonly demanded?: (security: JsonObject) => boolean;
  /** Kinds that it is about; every kind if absent. */
  readonly kinds?: readonly string[];
  /** What a component does against the rule. Paths are pointers within its spec. */
  check?(component: ComponentOf, view: PolicyView): readonly PolicyFinding[];
  /** What the stack as a whole does against it, said once. Paths are pointers within the spec of the Stack. */
  checkStack?(view: PolicyView): readonly StackFinding[];
  /** What the resources that the translators declare do against it. `component` is that of the resource. */
  checkResources?(resources: readonly PlannedResource[], view: PolicyView): readonly StackFinding[];
}

/** `component`: the address of a component whose place is shown, instead of the Stack's. */
export type StackFinding = PolicyFinding & { readonly component?: string };

/** Code and severity are the policy's and the environment's. */
export type PolicyFinding = Omit<Finding, 'code' | 'severity'> & {
  /** What it rests on is too uncertain for an error. */
  readonly atMost?: 'warning';
};

export interface PolicyView extends ApplicationView {
  readonly stack: string;
  readonly environment: string;
  readonly environmentClass: EnvironmentClass;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Region that the stack is deployed to, if it is known. */
  readonly region: string | undefined;
  definition(kind: string): ComponentKind | undefined;
  /** Fixed cost of the components a month in USD; undefined where no prices are known. */
  readonly fixedMonthly?: () => number;
}
