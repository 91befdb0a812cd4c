import type { Verification } from '../../sdk/index.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { EXIT, PankaError } from '../diagnostics/panka-error.js';

export function verificationFailed(address: string, verification: Verification, limit?: number): PankaError {
  const failed = verification.checks
    .filter((c) => !c.ok)
    .map((c) => (c.detail === undefined ? c.name : `${c.name}: ${c.detail}`));
  const when = limit === undefined ? '' : ` within ${limit} s`;
  return new PankaError({
    code: 'VerificationFailed',
    message: `deployed, but it does not run${when}: ${failed.join('; ') || 'no check passed'}`,
    suggestions: [`panka status --component ${address}`, 'correct it and run panka apply again'],
  });
}

export function nothingMatches(filter: string, candidates: readonly string[]): PankaError {
  return new PankaError({
    code: 'NothingMatches',
    message: `no component matches ${filter}`,
    suggestions: candidates.slice(0, 5).map((c) => `--component ${c}`),
    exitCode: EXIT.input,
  });
}

export function notApproved(): PankaError {
  return new PankaError({
    code: 'NotApproved',
    message: 'the plan was not approved; nothing was changed',
    suggestions: ['add --yes to approve without being asked'],
    exitCode: EXIT.failed,
  });
}

export function approvalNeeded(command: string): PankaError {
  return new PankaError({
    code: 'ApprovalNeeded',
    message: 'the plan needs approval and there is no terminal to ask on; nothing was changed',
    suggestions: [`${command} --yes`, 'panka plan --out plan.json  # then: panka apply plan.json'],
    exitCode: EXIT.input,
  });
}

export function pendingUndecided(operations: readonly { urn: string; advice: string }[]): PankaError {
  return new PankaError({
    code: 'PendingUndecided',
    message: `an interrupted run may have made what cannot be told apart: ${operations.map((o) => o.urn).join(', ')}`,
    suggestions: operations.map((o) => o.advice),
  });
}

export function massDelete(count: number): PankaError {
  return new PankaError({
    code: 'MassDelete',
    message: `this apply would delete all ${count} deployed components`,
    suggestions: ['panka destroy  # if that is meant', 'add --allow-mass-delete to go on with apply'],
  });
}

export function foreignTarget(
  stored: { name: string; account: string; region: string },
  now: { name: string; account: string; region: string },
): PankaError {
  const text = (t: typeof stored) => `${t.name} ${t.account}/${t.region}`;
  return new PankaError({
    code: 'ForeignTarget',
    message: `this state was deployed to ${text(stored)}, but the target is ${text(now)}`,
    suggestions: ['panka config  # shows where target, account and region come from'],
    exitCode: EXIT.input,
  });
}

export function protectedResources(names: readonly string[]): PankaError {
  return new PankaError({
    code: 'DeletionProtected',
    message: `deletion protection is on for ${names.join(', ')}; nothing was deleted`,
    suggestions: [
      'set deletionProtection: false in the manifests and run panka apply first',
      'in production that needs an exception for PANKA-DATA-002 in the Compliance document, with a reason and a date',
    ],
  });
}

/** Resources that the plan declares break rules that are errors here. */
export function policyViolated(findings: readonly Diagnostic[]): PankaError {
  const broken = [...new Set(findings.filter((d) => d.severity === 'error').map((d) => d.code))];
  return new PankaError({
    code: 'PolicyViolated',
    message: `the plan breaks ${broken.join(', ')}; nothing was changed`,
    suggestions: broken.map((id) => `panka policy explain ${id}`),
    exitCode: EXIT.input,
    diagnostics: findings,
  });
}
