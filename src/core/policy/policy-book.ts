import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { ComplianceRules, Exception } from './compliance.js';
import type { PlannedResource, Policy, PolicySeverity, PolicyView } from './policy.js';
import { PROFILES } from './profiles.js';

/** The rules that hold for one stack in one environment. */
export interface PolicyBook {
  readonly rules: readonly EffectivePolicy[];
  /** What the resources that the translators declare do against them; what specs do is among the diagnostics of discovery. */
  checkResources(resources: readonly PlannedResource[]): readonly Diagnostic[];
}

/** A rule as it is taken here, and why. */
export interface EffectivePolicy {
  readonly id: string;
  readonly title: string;
  /** As it is taken in this environment. */
  readonly severity: PolicySeverity;
  /** As it is taken where nobody says otherwise. */
  readonly defaults: Policy['severity'];
  /** `built-in`, or where it is written. */
  readonly origin: string;
  /** What it looks at. */
  readonly checks: readonly ('specs' | 'stack' | 'resources')[];
  /** Kinds that it is about; absent: all. */
  readonly kinds?: readonly string[];
  /** Compliance profiles that make it an error. */
  readonly profiles: readonly string[];
  readonly exceptions: readonly Exception[];
}

export function effectivePolicies(
  policies: readonly Policy[],
  view: PolicyView,
  compliance: ComplianceRules,
): EffectivePolicy[] {
  return policies.map((policy) => ({
    id: policy.id,
    title: policy.title,
    severity: compliance.policySeverity(policy, view.environmentClass),
    defaults: policy.severity,
    origin: policy.origin ?? 'built-in',
    checks: [
      ...(policy.check ? (['specs'] as const) : []),
      ...(policy.checkStack ? (['stack'] as const) : []),
      ...(policy.checkResources ? (['resources'] as const) : []),
    ],
    ...(policy.kinds === undefined ? {} : { kinds: policy.kinds }),
    profiles: Object.keys(PROFILES).filter((profile) => PROFILES[profile]?.includes(policy.id)),
    exceptions: compliance.exceptionsOf(policy.id),
  }));
}
