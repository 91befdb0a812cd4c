import type { InfraView, Json } from '../../../sdk/index.js';
import type { Policy } from '../../policy/policy.js';
import { placeIn } from '../documents/manifest-document.js';
import type { Place, Report } from '../problems.js';
import { isObject } from '../values.js';
import type { InfraDocuments } from './select-infra.js';

/** The rules that users wrote in Compliance.policies; what is wrong with an expression is reported at its place. */
export async function ownPolicies(infra: InfraDocuments, view: InfraView, report: Report): Promise<readonly Policy[]> {
  const rules = view.compliance['policies'];
  if (!Array.isArray(rules) || rules.length === 0) return [];
  // The expression language is loaded only by those who use it.
  const { userPolicies } = await import('../../policy/user-rules/user-policies.js');
  const { policies, problems } = userPolicies(rules as readonly Json[]);
  for (const { rule, field, message } of problems)
    report({
      severity: 'error',
      code: 'WrongExpression',
      message,
      place: placeOf(infra, rule, field),
      suggestion: 'expressions are written in CEL: docs/policies.md has examples',
    });
  return policies;
}

/** The environment's document is looked at first: what it says lies over the other. */
function placeOf({ whole }: InfraDocuments, id: string, field: string): Place | undefined {
  for (const document of [whole.Compliance.environment, whole.Compliance.base]) {
    const rules = document?.spec['policies'];
    if (!document || !Array.isArray(rules)) continue;
    const index = rules.findIndex((rule: Json) => isObject(rule) && rule['id'] === id && rule[field] !== undefined);
    if (index >= 0) return placeIn(document, `/spec/policies/${index}/${field}`);
  }
  return undefined;
}
