import type { EnvironmentClass, JsonObject } from '../../../sdk/index.js';
import { meant } from '../../diagnostics/did-you-mean.js';
import { type ManifestDocument, placeIn } from '../documents/manifest-document.js';
import { MAX_ENVIRONMENT, nameProblem } from '../documents/names.js';
import type { InfraDocuments } from '../infra/select-infra.js';
import type { Report } from '../problems.js';
import { isObject } from '../values.js';
import { isUnresolved } from '../variables/unresolved.js';
import type { CoreDocuments } from './core-documents.js';
import { classByName } from './environment-class.js';

/** The environment of the run; undefined when it cannot be told. `withFiles`: environments that have overlays. */
export function chooseEnvironment(
  wanted: string | undefined,
  stack: ManifestDocument,
  withFiles: ReadonlySet<string>,
  report: Report,
): string | undefined {
  const declared = declaredEnvironments(stack);
  const known = [...new Set([...(declared ?? []), ...withFiles])];
  const byDefault = stack.spec['defaultEnvironment'];
  const environment =
    wanted ??
    (typeof byDefault === 'string'
      ? byDefault
      : known.length === 0
        ? 'development'
        : known.length === 1
          ? known[0]
          : undefined);
  if (environment === undefined) {
    report({
      severity: 'error',
      code: 'EnvironmentNeeded',
      message: `the stack has ${known.length} environments: ${known.join(', ')}`,
      suggestion: `add --environment ${known[0]}, or defaultEnvironment to the Stack`,
    });
    return undefined;
  }
  const problem = nameProblem(environment, MAX_ENVIRONMENT);
  if (problem) {
    report({ severity: 'error', code: 'InvalidName', message: `environment ${problem}` });
    return undefined;
  }
  if (known.includes(environment) || known.length === 0) return environment;
  const near = meant(environment, known);
  if (declared)
    report({
      severity: 'error',
      code: 'UnknownEnvironment',
      message: `environment "${environment}" is not declared; the stack has ${known.join(', ')}`,
      place: placeIn(stack, '/spec/environments', 'key'),
      suggestion: near ?? `add it under spec.environments`,
    });
  else if (near)
    report({
      severity: 'warning',
      code: 'UnknownEnvironment',
      message: `environment "${environment}" has no files under environments/; ${known.join(', ')} have`,
      suggestion: near,
    });
  return environment;
}

function declaredEnvironments(stack: ManifestDocument): string[] | undefined {
  const declared = stack.spec['environments'];
  if (Array.isArray(declared)) return declared.filter((name): name is string => typeof name === 'string');
  return isObject(declared) ? Object.keys(declared) : undefined;
}

const CLASSES: readonly unknown[] = ['development', 'staging', 'production'];

/** Environment document > Stack.spec.environments > InfraDefaults.environment.class > the name. */
export function environmentClassOf(environment: string, core: CoreDocuments, infra: InfraDocuments): EnvironmentClass {
  const fromInfra = [core.stack.spec['infrastructure'], ...infra.defaults.map((document) => document.spec)].map(
    (spec) => classIn(isObject(spec) ? spec['environment'] : undefined),
  );
  const fromSettings = core.environment.map(({ spec }) => classIn(spec));
  return [...fromInfra, ...fromSettings].filter((one) => one !== undefined).at(-1) ?? classByName(environment);
}

function classIn(spec: unknown): EnvironmentClass | undefined {
  if (!isObject(spec)) return undefined;
  return CLASSES.includes(spec['class']) ? (spec['class'] as EnvironmentClass) : undefined;
}

/** Region and account that manifests pin: InfraDefaults < Stack < environment. Values with variables are resolved before. */
export function pinsOf(
  core: CoreDocuments,
  infra: InfraDocuments,
): { readonly region?: string; readonly account?: string } {
  const { spec } = core.stack;
  const provider: JsonObject = isObject(spec['provider']) ? spec['provider'] : {};
  const settings = core.environment.map((one) => one.spec);
  const defaults = infra.defaults.map((document) => document.spec['region']);
  const region = last([...defaults, provider['region'], spec['region'], ...settings.map((one) => one['region'])]);
  const account = last([provider['accountId'], spec['account'], ...settings.map((one) => one['account'])]);
  return { ...(region === undefined ? {} : { region }), ...(account === undefined ? {} : { account }) };
}

function last(values: readonly unknown[]): string | undefined {
  return values
    .filter((value): value is string => typeof value === 'string' && !value.includes('${') && !isUnresolved(value))
    .at(-1);
}
