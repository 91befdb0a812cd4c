import type { ComponentKind, ComponentOf, Finding } from '../../../sdk/index.js';
import { estimateCost } from '../../cost/estimate.js';
import type { PriceList } from '../../cost/price-list.js';
import type { Diagnostic, SourceLocation } from '../../diagnostics/diagnostic.js';
import type { Application } from '../../model/application.js';
import { pluginPlatformOf } from '../../model/platforms.js';
import {
  checkPolicies,
  checkResourcePolicies,
  checkStackPolicies,
  excepted,
  policiesFor,
  type RuledFinding,
  type RuledStackFinding,
} from '../../policy/check-policies.js';
import { ComplianceRules } from '../../policy/compliance.js';
import type { Policy, PolicyView } from '../../policy/policy.js';
import { effectivePolicies, type PolicyBook } from '../../policy/policy-book.js';
import type { LoadedRuntime } from '../../registry/extension.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import type { ComponentDraft } from './component-draft.js';
import { pluginFailed } from './plugin-failed.js';

export interface RuleCheck {
  readonly application: Omit<Application, 'policies'>;
  readonly drafts: readonly ComponentDraft[];
  /** Platforms of plugins that are used, which have rules of their own. */
  readonly runtimes: ReadonlyMap<string, LoadedRuntime>;
  readonly stack: ManifestDocument;
  readonly region: string | undefined;
  readonly policies: readonly Policy[];
  /** List prices, where there is a budget. */
  readonly prices?: PriceList;
  /** `YYYY-MM-DD`. */
  readonly today?: string;
  readonly report: Report;
  readonly locate: (place: Place) => SourceLocation | undefined;
}

/** Runs the kinds' own rules and the policies over every component whose schema holds. What it gives checks resources later. */
export function checkRules(check: RuleCheck): PolicyBook {
  const { application, drafts, policies, report } = check;
  const view = policyView(check);
  const compliance = new ComplianceRules(application.infra, view.today);
  reportStack(checkStackPolicies(policies, view, compliance), check);
  const byKind = new Map<string, readonly Policy[]>();
  for (const [index, draft] of drafts.entries()) {
    if (!draft.valid) continue;
    const component = application.components[index]!;
    const own = kindFindings(component, draft, check, compliance);
    // A kind may check a policy's rule itself, where it knows more.
    const active = byKind.get(component.kind) ?? policiesFor(component.kind, policies, view, compliance);
    byKind.set(component.kind, active);
    const others = checkPolicies(component, active, view, compliance).filter(
      (finding) => !own.some((one) => one.code === finding.code && one.path === finding.path),
    );
    const found = [...own, ...others];
    for (const { path, ...finding } of found)
      report({
        ...finding,
        place: draft.place(path, path === '' ? 'key' : 'value'),
        component: draft.address,
        path: `/spec${path}`,
      });
  }
  return {
    rules: effectivePolicies(policies, view, compliance),
    checkResources: (resources) =>
      checkResourcePolicies(resources, policies, view, compliance).map((finding) => placed(finding, check)),
  };
}

/** Findings about resources are shown where their component is written, or the Stack for shared ones. */
function placed({ path, component, ...finding }: RuledStackFinding, { drafts, stack, locate }: RuleCheck): Diagnostic {
  const draft = drafts.find(({ address }) => address === component);
  const place = draft ? draft.place(path, 'key') : placeIn(stack, '/metadata/name');
  const source = place && locate(place);
  return {
    ...finding,
    ...(source === undefined ? {} : { source }),
    ...(component === undefined ? {} : { component }),
  };
}

function kindFindings(
  component: ComponentOf,
  draft: ComponentDraft,
  check: RuleCheck,
  compliance: ComplianceRules,
): RuledFinding[] {
  // Nothing is made of it, and what its kind requires may be missing.
  if (component.spec.external !== undefined) return [];
  const findings = [...ownRules(component, draft, check), ...platformRules(component, draft, check)];
  return findings.flatMap((finding) => {
    const severity = compliance.findingSeverity(finding.code, finding.severity);
    return severity === undefined ? [] : [excepted({ ...finding, severity }, component, compliance)];
  });
}

function ownRules(component: ComponentOf, draft: ComponentDraft, check: RuleCheck): readonly Finding[] {
  try {
    return draft.definition.validate?.(component, check.application.view) ?? [];
  } catch (error) {
    check.report(pluginFailed(draft.loaded, 'validate', error, draft.document));
    return [];
  }
}

/** What the platform of its containers does not have. */
function platformRules(component: ComponentOf, draft: ComponentDraft, check: RuleCheck): readonly Finding[] {
  const runtime = check.runtimes.get(pluginPlatformOf(component) ?? '');
  try {
    return runtime?.definition.validate?.(component, check.application.view) ?? [];
  } catch (error) {
    const of = { definition: draft.definition, plugin: runtime?.plugin ?? draft.loaded.plugin };
    check.report(pluginFailed(of, `validate of platform ${runtime?.definition.platform} for`, error, draft.document));
    return [];
  }
}

function reportStack(findings: ReturnType<typeof checkStackPolicies>, { stack, drafts, report }: RuleCheck): void {
  for (const { path, component, ...finding } of findings) {
    const draft = drafts.find((one) => one.address === component);
    const place = draft ? draft.place(path, 'key') : placeIn(stack, `/spec${path}`);
    report({ ...finding, place, ...(draft ? { component } : {}), path: `/spec${path}` });
  }
}

function policyView({ application, drafts, region, today, prices }: RuleCheck): PolicyView {
  const definitions = new Map<string, ComponentKind>(drafts.map(({ definition }) => [definition.kind, definition]));
  const { view, environment } = application;
  return {
    ...view,
    stack: application.stack.name,
    environment: environment.name,
    region,
    today: today ?? new Date().toISOString().slice(0, 10),
    definition: (kind) => definitions.get(kind),
    ...(prices === undefined ? {} : { fixedMonthly: () => fixedMonthly(application.components, definitions, prices) }),
  };
}

function fixedMonthly(
  components: readonly ComponentOf[],
  definitions: ReadonlyMap<string, ComponentKind>,
  prices: PriceList,
): number {
  const costed = components.map(({ address, kind, spec }) => ({ component: address, kind, spec }));
  return estimateCost({ components: costed, kindOf: (kind) => definitions.get(kind), prices }).fixedMonthly;
}
