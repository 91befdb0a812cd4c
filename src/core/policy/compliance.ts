import type { EnvironmentClass, InfraView, JsonObject } from '../../sdk/index.js';
import type { Severity } from '../diagnostics/diagnostic.js';
import { isObject } from '../discovery/values.js';
import type { Policy, PolicySeverity } from './policy.js';
import { PROFILES } from './profiles.js';

/** A finding that Compliance accepts for a time. */
export interface Exception {
  readonly policy: string;
  /** `service/name`, `service/*` or `*`. */
  readonly component: string;
  readonly reason: string;
  /** `YYYY-MM-DD`: from that day on the rule holds again. */
  readonly expires: string;
}

/** What a Compliance document says about severities and exceptions. Holds for policies and for the kinds' own rules. */
export class ComplianceRules {
  readonly #rules: JsonObject;
  readonly #profile: readonly string[];
  readonly #exceptions: readonly Exception[];
  readonly #security: JsonObject;
  readonly #today: string;

  constructor({ compliance, security }: Pick<InfraView, 'compliance' | 'security'>, today: string) {
    this.#rules = isObject(compliance['rules']) ? compliance['rules'] : {};
    this.#profile = PROFILES[String(compliance['profile'])] ?? [];
    this.#exceptions = exceptionsOf(compliance);
    this.#security = security;
    this.#today = today;
  }

  /** How a policy is taken in an environment: Compliance.rules, else the profile or Security, else the policy's own. */
  policySeverity(policy: Policy, environmentClass: EnvironmentClass): PolicySeverity {
    const byDefault = policy.severity[environmentClass === 'production' ? 'production' : 'development'];
    const demanded = this.#profile.includes(policy.id) || policy.demanded?.(this.#security) === true;
    return this.#override(policy.id) ?? (demanded ? 'error' : byDefault);
  }

  /** How a finding of a kind's own rule is taken; undefined: not at all. */
  findingSeverity(code: string, own: Severity): Severity | undefined {
    const override = this.#override(code);
    return override === undefined ? own : override === 'off' ? undefined : override;
  }

  /** The exception for a finding, and whether it holds today. */
  exception(code: string, address: string): { readonly exception: Exception; readonly holds: boolean } | undefined {
    const found = this.#exceptions.filter((one) => one.policy === code && covers(one.component, address));
    const exception = found.find((one) => this.#today < one.expires) ?? found[0];
    return exception && { exception, holds: this.#today < exception.expires };
  }

  /** Every exception from a rule, expired ones too. */
  exceptionsOf(code: string): readonly Exception[] {
    return this.#exceptions.filter(({ policy }) => policy === code);
  }

  #override(code: string): PolicySeverity | undefined {
    const given = this.#rules[code];
    if (given === 'warn') return 'warning';
    return given === 'error' || given === 'off' ? given : undefined;
  }
}

function exceptionsOf({ exceptions }: JsonObject): Exception[] {
  if (!Array.isArray(exceptions)) return [];
  return exceptions.filter(isException);
}

function isException(value: unknown): value is Exception {
  return (
    isObject(value) && ['policy', 'component', 'reason', 'expires'].every((field) => typeof value[field] === 'string')
  );
}

function covers(pattern: string, address: string): boolean {
  if (pattern === address || pattern === '*') return true;
  return pattern.endsWith('/*') && address.startsWith(pattern.slice(0, -1));
}
