import type { Diagnostic } from '../core/diagnostics/diagnostic.js';
import type { PolicySeverity } from '../core/policy/policy.js';
import type { EffectivePolicy } from '../core/policy/policy-book.js';
import { count, type Style } from './style.js';

const COLOUR = { error: 'red', warning: 'yellow', off: 'dim' } as const;

interface Where {
  readonly name: string;
  readonly class: string;
}

/** A line per rule: id, how it is taken, what it asks for. */
export function policyList(policies: readonly EffectivePolicy[], where: Where & { off: number }, style: Style): string {
  const width = Math.max(0, ...policies.map(({ id }) => id.length));
  return [
    ...policies.map(({ id, severity, title }) => `${id.padEnd(width)}  ${taken(severity, style)}  ${title}`),
    '',
    `${count(policies.length, 'rule')} in ${style('bold', where.name)} (${where.class})${where.off > 0 ? `, ${where.off} off: --all shows them` : ''}`,
  ].join('\n');
}

/** Everything about one rule. */
export function policyDetail(
  policy: EffectivePolicy,
  where: Where & { text: string | undefined },
  style: Style,
): string {
  const { id, title, severity, defaults, origin, checks, kinds, profiles, exceptions } = policy;
  return [
    `${style('bold', id)}  ${title}`,
    ...(where.text === undefined ? [] : ['', where.text]),
    '',
    `in ${where.name}: ${taken(severity, style).trim()}; by default ${defaults.development}, in production ${defaults.production}`,
    `looks at: ${checks.join(', ')}${kinds === undefined ? '' : ` of ${kinds.join(', ')}`}`,
    `from: ${origin}`,
    ...(profiles.length > 0 ? [`an error under the profiles ${profiles.join(', ')}`] : []),
    ...exceptions.map((one) => `excepted: ${one.component} until ${one.expires}: ${one.reason}`),
  ].join('\n');
}

/** What a check came to, in one line. */
export function policyVerdict(
  { ok, found, resources }: { ok: boolean; found: readonly Diagnostic[]; resources: number },
  style: Style,
): string {
  const counted = (severity: Diagnostic['severity']) => found.filter((d) => d.severity === severity).length;
  const verdict = ok ? style(['bold', 'green'], 'Kept') : style(['bold', 'red'], 'Broken');
  return `${verdict}: ${count(counted('error'), 'error')}, ${count(counted('warning'), 'warning')}, ${count(resources, 'resource')} looked at`;
}

function taken(severity: PolicySeverity, style: Style): string {
  return style(COLOUR[severity], severity.padEnd(7));
}
