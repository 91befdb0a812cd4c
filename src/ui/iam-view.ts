import type { PolicyDocument } from '../core/iam/deployment-policy.js';
import type { Style } from './style.js';

export interface NamedPolicy {
  readonly name: string;
  readonly document: PolicyDocument;
}

/** One document is printed as it is, to be piped into a file; several under their names. */
export function policyDocuments(policies: readonly NamedPolicy[], style: Style): string {
  const [only] = policies;
  if (policies.length === 1 && only) return JSON.stringify(only.document, null, 2);
  return policies
    .flatMap(({ name, document }) => [style('bold', `# ${name}`), JSON.stringify(document, null, 2)])
    .join('\n');
}
