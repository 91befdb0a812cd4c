import { asObject, errorAt, isFifo, warningAt } from '@panka/plugin-common';
import type { ApplicationView, ComponentOf, Finding } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import { validateCode } from './validate-code.js';
import { validateTriggers } from './validate-triggers.js';

const ENVIRONMENT_BYTES = 4096;
/** Variables of the AWS SDKs and extensions that a function may set. Source: Lambda developer guide, "Environment variables". */
const ALLOWED = new Set([
  'AWS_LAMBDA_EXEC_WRAPPER',
  'AWS_MAX_ATTEMPTS',
  'AWS_NODEJS_CONNECTION_REUSE_ENABLED',
  'AWS_RETRY_MODE',
  'AWS_STS_REGIONAL_ENDPOINTS',
]);

/** Rules of Lambda that the schema cannot express. */
export function validate(component: ComponentOf<LambdaSpec>, view: ApplicationView): Finding[] {
  const { spec } = component;
  return [
    ...validateCode(component),
    ...validateTriggers(component, view),
    ...publicUrl(spec, view),
    ...environment(spec),
    ...secrets(spec),
    ...deployment(spec),
    ...unwatched(component, view),
    ...concurrency(spec),
    ...role(component),
    ...destination(component, view),
  ];
}

function publicUrl({ url }: LambdaSpec, view: ApplicationView): Finding[] {
  if (!url.enabled || url.auth !== 'NONE' || view.infra.security.allowPublicFunctionUrls === true) return [];
  return [
    errorAt(
      '/url/auth',
      'PANKA-LAM-006',
      'url.auth NONE is public; set Security.allowPublicFunctionUrls',
      'auth: AWS_IAM',
    ),
  ];
}

function environment({ environment = [], secrets = [] }: LambdaSpec): Finding[] {
  const findings = environment.flatMap(({ name }, i) =>
    /^(AWS|LAMBDA)_/.test(name) && !ALLOWED.has(name)
      ? [errorAt(`/environment/${i}/name`, 'PANKA-LAM-011', `environment.${name} is reserved by Lambda`)]
      : [],
  );
  const bytes = environment.reduce((sum, { name, value = '' }) => sum + Buffer.byteLength(name + value), 0);
  if (bytes > ENVIRONMENT_BYTES)
    findings.push(
      errorAt('/environment', 'PANKA-LAM-010', `environment takes ${bytes} bytes; Lambda allows ${ENVIRONMENT_BYTES}`),
    );
  const clash = environment.find(({ name }) => secrets.some((s) => name === `${s.envVar ?? s.name}_SECRET_ARN`));
  if (clash !== undefined)
    findings.push(errorAt('/environment', 'PANKA-LAM-011', `environment and secrets both define ${clash.name}`));
  return findings;
}

function secrets({ secrets = [] }: LambdaSpec): Finding[] {
  return secrets.flatMap(({ name, resolve }, i) =>
    resolve === undefined || resolve === 'runtime'
      ? []
      : [
          errorAt(
            `/secrets/${i}/resolve`,
            'PANKA-LAM-012',
            `secrets.${name}.resolve ${resolve} is refused: a value written at deploy time would stay in the function's configuration; read ${name}_SECRET_ARN at run time`,
          ),
        ],
  );
}

/** Where `live` has warm environments, AWS moves it by weights of its own: two that shift would undo each other. */
function deployment({ deployment, provisionedConcurrency }: LambdaSpec): Finding[] {
  if (deployment.strategy === 'allAtOnce') {
    if (deployment.alarms === undefined) return [];
    const message = 'deployment.alarms are watched while a canary runs, and strategy is allAtOnce';
    return [errorAt('/deployment/alarms', 'PANKA-LAM-013', message, 'strategy: canary')];
  }
  if (provisionedConcurrency === undefined) return [];
  const message = 'AWS shifts an alias with provisionedConcurrency by itself, and takes no weights beside its own';
  return [errorAt('/deployment/strategy', 'PANKA-LAM-013', message, 'strategy: allAtOnce')];
}

/** Nothing would stop a bad version but its test call. */
function unwatched({ spec, environmentClass }: ComponentOf<LambdaSpec>, { infra }: ApplicationView): Finding[] {
  const { strategy, alarms = [] } = spec.deployment;
  const standard = asObject(infra.observability.alarms).enabled ?? environmentClass === 'production';
  const on = spec.alarms?.enabled ?? standard;
  const own = on === true && spec.alarms?.overrides?.errors !== false;
  if (strategy !== 'canary' || own || alarms.length > 0) return [];
  const message =
    'no alarm watches the canary: the function has no errors alarm here, and deployment.alarms names none';
  return [warningAt('/deployment/strategy', 'PANKA-LAM-024', message, 'alarms: { enabled: true }')];
}

function concurrency({ provisionedConcurrency, reservedConcurrentExecutions }: LambdaSpec): Finding[] {
  if (
    provisionedConcurrency === undefined ||
    (reservedConcurrentExecutions ?? Number.POSITIVE_INFINITY) >= provisionedConcurrency
  )
    return [];
  const message = `provisionedConcurrency ${provisionedConcurrency} > reservedConcurrentExecutions ${reservedConcurrentExecutions}`;
  return [errorAt('/provisionedConcurrency', 'PANKA-LAM-020', message)];
}

function role({ spec, references }: ComponentOf<LambdaSpec>): Finding[] {
  const granted = references.find((r) => r.access !== undefined && r.access !== 'connect');
  if (spec.roleArn === undefined || (granted === undefined && spec.secrets === undefined)) return [];
  const what = granted === undefined ? 'secrets' : granted.to;
  return [warningAt('/roleArn', 'PANKA-LAM-021', `roleArn is used as it is: see that it may use ${what}`)];
}

/** Source: Lambda developer guide, "Retaining records of asynchronous invocations". */
function destination(component: ComponentOf<LambdaSpec>, view: ApplicationView): Finding[] {
  const reference = component.spec.async?.onFailure?.component;
  if (reference === undefined || !isFifo(view.find(reference, component))) return [];
  const message = `async.onFailure ${reference} is FIFO, to which Lambda sends nothing; use a standard one`;
  return [errorAt('/async/onFailure/component', 'PANKA-LAM-023', message)];
}
