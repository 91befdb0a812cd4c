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

export function snapshotNotReady(name: string, state: string): PankaError {
  return new PankaError({
    code: 'SnapshotNotReady',
    message: `snapshot "${name}" is "${state}", so that what it should keep was left as it is`,
    suggestions: ['look at the snapshot at AWS', 'panka apply'],
  });
}

export function notHandedOver(address: string, why: string): PankaError {
  return new PankaError({
    code: 'NotHandedOver',
    message: `the new version of ${address} was not handed over: ${why}`,
    suggestions: ['correct it and run panka apply again'],
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
    message: 'this needs approval and there is no terminal to ask on; nothing was changed',
    suggestions: [
      `${command} --yes`,
      ...(command === 'panka apply' ? ['panka plan --out plan.json  # then: panka apply plan.json'] : []),
    ],
    exitCode: EXIT.input,
  });
}

export function pendingUndecided(operations: readonly { urn: string; advice: string }[]): PankaError {
  return new PankaError({
    code: 'PendingUndecided',
    message: `an interrupted run may have made what cannot be told apart: ${operations.map((o) => o.urn).join(', ')}`,
    suggestions: [
      ...operations.map((o) => o.advice),
      `panka state rm ${operations.map((o) => `'${o.urn}'`).join(' ')}  # forgets that it was begun, once you have looked`,
    ],
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

/** Names are logical ones: `api/orders`, `shared/key`. */
export function protectedResources(names: readonly string[]): PankaError {
  const owners = [...new Set(names.map((name) => name.split('/').slice(0, 2).join('/')))];
  const components = owners.filter((owner) => !owner.startsWith('shared/'));
  return new PankaError({
    code: 'DeletionProtected',
    message: `deletion protection is on for ${names.join(', ')}; nothing was deleted`,
    suggestions: [
      components.length === owners.length
        ? `set deletionProtection: false for ${components.join(', ')}, and run panka apply first`
        : 'set deletionProtection: false in InfraDefaults, which holds for what the stack has once and for components that do not say otherwise, and run panka apply first',
      `panka destroy ${components.map((component) => `--allow-data-loss ${component}`).join(' ')}`.trimEnd(),
      'panka explain DeletionProtected  # the steps of destroying a production stack',
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

/** A component to be deployed needs one of another unit that is not there yet. */
export interface OpenNeed {
  readonly component: string;
  readonly needs: string;
  /** `file:line` of the reference. */
  readonly place?: string;
}

export function needNotDeployed(open: readonly OpenNeed[]): PankaError {
  const text = open.map(
    ({ component, needs, place }) => `"${component}" needs "${needs}"${place === undefined ? '' : ` (${place})`}`,
  );
  const services = new Set(open.map(({ needs }) => needs.split('/')[0] ?? needs));
  return new PankaError({
    code: 'NeedNotDeployed',
    message: `${text.join(', ')}, which is not deployed yet; nothing was changed`,
    suggestions: [
      ...[...services].map((service) => `panka apply --service ${service}`),
      'panka apply  # deploys all units, those that are needed first',
    ],
    exitCode: EXIT.input,
  });
}

export function stillNeeded(used: readonly { readonly component: string; readonly by: string }[]): PankaError {
  const text = used.map(({ component, by }) => `"${component}", which the deployed "${by}" still needs`);
  const services = new Set(used.map(({ by }) => by.split('/')[0] ?? by));
  return new PankaError({
    code: 'StillNeeded',
    message: `this would delete ${text.join(', ')}; nothing was changed`,
    suggestions: [
      ...[...services].map((service) => `panka apply --service ${service}`),
      'panka apply  # deploys all units, and deletes last',
    ],
    exitCode: EXIT.input,
  });
}

export function granularityChanged(deployed: string, wanted: string): PankaError {
  return new PankaError({
    code: 'LockGranularityChanged',
    message: `the stack is deployed with lockGranularity "${deployed}", its manifests say "${wanted}"; nothing was changed`,
    suggestions: [
      `panka locks migrate  # moves the state to "${wanted}"; nothing in the cloud is touched`,
      `or set spec.deployment.lockGranularity: ${deployed} in the Stack`,
    ],
    exitCode: EXIT.input,
  });
}
