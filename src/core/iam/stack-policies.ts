import { valueAt } from '../diagnostics/json-pointer.js';
import type { Desired } from '../execution/desired.js';
import { addressOf } from '../model/state-address.js';
import { type BackendPlace, backendPolicy } from './backend-policy.js';
import { deploymentPolicies, type PolicyDocument } from './deployment-policy.js';
import { requiredActions } from './required-actions.js';
import type { ScopeFacts } from './resource-scopes.js';

export interface StackPoliciesRequest extends BackendPlace {
  readonly region: string;
}

/** Named documents for one managed policy each. */
export function stackPolicies(
  desired: Desired,
  request: StackPoliciesRequest,
): { readonly name: string; readonly document: PolicyDocument }[] {
  const { stack, environment } = desired.application;
  const backend = backendPolicy({ ...request, secretsOf: addressOf(desired.application) });
  const documents = deploymentPolicies(requiredActions(desired), scopeFacts(desired, request));
  const name = `${stack.name}-${environment.name}`;
  return [
    ...(backend ? [{ name: `${name}-state`, document: backend }] : []),
    ...documents.map((document, index) => ({ name: `${name}-deploy${index === 0 ? '' : `-${index + 1}`}`, document })),
  ];
}

function scopeFacts({ application }: Desired, { partition, region, account }: StackPoliciesRequest): ScopeFacts {
  const { stack, environment, infra } = application;
  return {
    partition,
    region,
    account,
    stack: stack.name,
    environment: environment.name,
    namePrefix: namePrefix(application),
    rolePath: String(valueAt(infra.security, '/iam/rolePath') ?? '/'),
  };
}

/** What every physical name of the stack begins with: the pattern up to the first part that differs between components. */
function namePrefix({ stack, environment, infra }: Desired['application']): string {
  const pattern = String(valueAt(infra.defaults, '/naming/pattern') ?? '{stack}-{environment}-');
  const prefix = valueAt(infra.defaults, '/naming/prefix');
  const start = pattern.split(/\{(?!stack\}|environment\})/)[0] ?? '';
  const filled = start.replaceAll('{stack}', stack.name).replaceAll('{environment}', environment.name);
  return `${prefix === undefined ? '' : `${prefix}-`}${filled}`.toLowerCase();
}
