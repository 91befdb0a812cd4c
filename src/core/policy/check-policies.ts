import type { ComponentOf } from '../../sdk/index.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import type { ComplianceRules } from './compliance.js';
import type { PlannedResource, Policy, PolicyFinding, PolicyView, StackFinding } from './policy.js';

/** A policy's finding with what Compliance makes of it. */
export interface RuledFinding {
  readonly code: string;
  readonly severity: Severity;
  /** Pointer within the spec. */
  readonly path: string;
  readonly message: string;
  readonly suggestion?: string;
}

/** A finding about the stack, or about a component that it names. */
export type RuledStackFinding = RuledFinding & { readonly component?: string };

/** What a component does against policies that are for its kind and on: see `policiesFor`. */
export function checkPolicies(
  component: ComponentOf,
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
): RuledFinding[] {
  const findings: RuledFinding[] = [];
  for (const policy of policies) {
    for (const finding of policy.check?.(component, view) ?? []) {
      const severity = compliance.policySeverity(policy, view.environmentClass) as Severity;
      findings.push(excepted(ruled(finding, policy, severity), component, compliance));
    }
  }
  return findings;
}

/** Those that can say something about components of a kind: asked once a kind, not for each of thousands of components. */
export function policiesFor(
  kind: string,
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
): readonly Policy[] {
  return policies.filter(
    (policy) =>
      policy.check &&
      (!policy.kinds || policy.kinds.includes(kind)) &&
      compliance.policySeverity(policy, view.environmentClass) !== 'off',
  );
}

/** What the stack as a whole does against them. Exceptions are by component, `*` for the stack. */
export function checkStackPolicies(
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
): RuledStackFinding[] {
  return onStack(policies, view, compliance, (policy) => policy.checkStack?.(view));
}

/** What the resources that the translators declare do against them. */
export function checkResourcePolicies(
  resources: readonly PlannedResource[],
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
): RuledStackFinding[] {
  return onStack(policies, view, compliance, (policy) => policy.checkResources?.(resources, view));
}

function onStack(
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
  check: (policy: Policy) => readonly StackFinding[] | undefined,
): RuledStackFinding[] {
  return policies.flatMap((policy) => {
    const severity = compliance.policySeverity(policy, view.environmentClass);
    if (severity === 'off') return [];
    return (check(policy) ?? []).map(({ component, ...finding }) => ({
      ...excepted(ruled(finding, policy, severity), { address: component ?? '*' }, compliance),
      ...(component === undefined ? {} : { component }),
    }));
  });
}

function ruled({ atMost, ...finding }: PolicyFinding, { id }: Policy, severity: Severity): RuledFinding {
  return { ...finding, code: id, severity: severity === 'error' ? (atMost ?? severity) : severity };
}

/** An accepted finding stays visible, with its reason and its end; an expired exception says so. */
export function excepted(
  finding: RuledFinding,
  { address }: Pick<ComponentOf, 'address'>,
  compliance: ComplianceRules,
): RuledFinding {
  const found = compliance.exception(finding.code, address);
  if (!found) return finding;
  const { reason, expires } = found.exception;
  if (found.holds)
    return { ...finding, severity: 'info', message: `${finding.message} (accepted until ${expires}: ${reason})` };
  return { ...finding, message: `${finding.message} (the exception for it expired on ${expires})` };
}
