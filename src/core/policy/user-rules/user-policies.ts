import type { ComponentOf, Json, JsonObject } from '../../../sdk/index.js';
import { isObject } from '../../discovery/values.js';
import { matchesPattern } from '../patterns.js';
import type { PlannedResource, Policy, PolicyFinding, PolicySeverity, PolicyView, StackFinding } from '../policy.js';
import { celValue } from './cel-values.js';
import { type Expression, type Facts, readExpression, type Verdict } from './expression.js';

/** A rule of Compliance.policies that cannot be read. */
export interface RuleProblem {
  /** Its id. */
  readonly rule: string;
  /** `when`, `assert`, or `id`. */
  readonly field: string;
  readonly message: string;
}

export interface UserPolicies {
  readonly policies: readonly Policy[];
  readonly problems: readonly RuleProblem[];
}

/** The fields of one item of Compliance.policies, as its schema lets them through. */
interface Rule {
  readonly id: string;
  readonly title: string;
  readonly severity?: string | { readonly development?: string; readonly production?: string };
  readonly kinds?: readonly string[];
  readonly resources?: readonly string[];
  readonly when?: string;
  readonly assert: string;
  readonly field?: string;
  readonly message?: string;
  readonly suggestion?: string;
}

interface ReadRule extends Rule {
  readonly condition: Expression | undefined;
  readonly assertion: Expression;
}

/** Makes policies of the rules that users write in Compliance. What can't be read is reported, and left out. */
export function userPolicies(rules: readonly Json[]): UserPolicies {
  const problems: RuleProblem[] = [];
  const ids = new Set<string>();
  const policies = rules.flatMap((rule): Policy[] => {
    if (!isRule(rule)) return [];
    if (ids.has(rule.id)) {
      problems.push({ rule: rule.id, field: 'id', message: `two rules have the id ${rule.id}` });
      return [];
    }
    ids.add(rule.id);
    const read = (name: 'when' | 'assert') => {
      const text = rule[name];
      if (text === undefined) return undefined;
      const expression = readExpression(text, rule.resources === undefined ? 'component' : 'resource');
      if (!('problem' in expression)) return expression;
      problems.push({
        rule: rule.id,
        field: name,
        message: `the expression of ${rule.id} can't be read: ${expression.problem}`,
      });
      return undefined;
    };
    const [condition, assertion] = [read('when'), read('assert')];
    if (assertion === undefined || (rule.when !== undefined && condition === undefined)) return [];
    return [policyOf({ ...(rule as Rule), condition, assertion })];
  });
  return { policies, problems };
}

function policyOf(rule: ReadRule): Policy {
  const severity = severityOf(rule.severity);
  const base = { id: rule.id, title: rule.title, severity, origin: 'Compliance.policies' };
  if (rule.resources !== undefined)
    return { ...base, checkResources: (resources, view) => resources.flatMap((one) => onResource(rule, one, view)) };
  return {
    ...base,
    ...(rule.kinds === undefined ? {} : { kinds: rule.kinds }),
    check: (component, view) => onComponent(rule, component, view),
  };
}

function onComponent(rule: ReadRule, component: ComponentOf, view: PolicyView): readonly PolicyFinding[] {
  const path = rule.field === undefined ? '' : `/${rule.field.replaceAll('.', '/')}`;
  return findings(rule, factsOf(component, view)).map((found) => ({ ...found, path }));
}

function onResource(rule: ReadRule, resource: PlannedResource, view: PolicyView): StackFinding[] {
  const { type, name, inputs } = resource;
  if (!rule.resources?.some((pattern) => matchesPattern(pattern, type))) return [];
  const component = view.components.find(({ address }) => address === resource.component);
  if (rule.kinds && !rule.kinds.includes(component?.kind ?? '')) return [];
  const facts = { ...factsOf(component, view), resource: celValue({ type, name, inputs }) };
  return findings(rule, facts).map(({ message, ...found }) => ({
    ...found,
    message: `${message} (${type} ${name})`,
    component: resource.component,
    path: '',
  }));
}

/** At most one finding: it does not hold, or it can't be told, which counts as not holding. */
function findings(rule: ReadRule, facts: Facts): { message: string; suggestion?: string }[] {
  const applies: Verdict = rule.condition?.evaluate(facts) ?? { holds: true };
  const holds = 'problem' in applies || !applies.holds ? applies : rule.assertion.evaluate(facts);
  if ('problem' in holds)
    return [
      {
        message: `${rule.id} can't be decided: ${holds.problem}`,
        suggestion: 'ask with has(…) or spec.?field.orValue(…) for fields that may be absent',
      },
    ];
  if (holds === applies || holds.holds) return [];
  return [
    {
      message: rule.message ?? `it breaks the rule "${rule.title}"`,
      ...(rule.suggestion === undefined ? {} : { suggestion: rule.suggestion }),
    },
  ];
}

function factsOf(component: ComponentOf | undefined, view: PolicyView): Facts {
  const { stack, environment, environmentClass, region } = view;
  const { address, name, service, kind, tags, labels, spec } = component ?? {};
  return {
    stack,
    environment: celValue({ name: environment, class: environmentClass, region: region ?? null }),
    component: celValue(
      component ? ({ address, name, service, kind, tags, labels } as JsonObject) : { address: 'shared', kind: '' },
    ),
    spec: celValue((spec ?? {}) as JsonObject),
  };
}

function severityOf(given: Rule['severity']): Policy['severity'] {
  const one = (value: string | undefined): PolicySeverity =>
    value === 'warn' ? 'warning' : value === 'off' ? 'off' : 'error';
  if (typeof given === 'object') return { development: one(given.development), production: one(given.production) };
  return { development: one(given), production: one(given) };
}

/** The schema has checked the rest. */
function isRule(value: unknown): value is Rule {
  return isObject(value) && ['id', 'title', 'assert'].every((field) => typeof value[field] === 'string');
}
