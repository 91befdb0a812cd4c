import { meant } from '../../diagnostics/did-you-mean.js';
import type { Report } from '../problems.js';
import type { VariableScope } from './variable-scope.js';

/** A `--var` that nothing reads is a slip of the fingers, and deploys something else than what was meant. */
export function checkGiven(vars: Readonly<Record<string, string>>, scope: VariableScope, report: Report): void {
  const { sets, record, lost } = scope;
  const declared = new Set([
    ...sets.stack.keys(),
    ...[...sets.services.values()].flatMap((service) => [...service.keys()]),
  ]);
  const known = new Set([...record.used, ...declared]);
  for (const name of Object.keys(vars)) {
    if (known.has(name) || lost.has(name)) continue;
    report({
      severity: 'warning',
      code: 'UnusedVariable',
      message: `--var ${name} is used nowhere`,
      suggestion: meant(name, known),
    });
  }
}
