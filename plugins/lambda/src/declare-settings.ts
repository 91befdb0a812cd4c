import { permitCaller } from '@panka/plugin-common';
import * as aws from '@pulumi/aws';
import type { ComponentOf, Names, TranslateContext } from 'panka/sdk';
import type { DeclaredFunction } from './declare-function.js';
import type { LambdaSpec } from './schema.js';
import { arnOf } from './trigger-source.js';

/** Retries and destination of calls that nobody waits for. */
export function declareAsync(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction,
): void {
  const settings = component.spec.async;
  if (settings === undefined) return;
  const failure = component.references.find((r) => r.reason === 'onFailure');
  new aws.lambda.FunctionEventInvokeConfig(
    context.logicalName('async'),
    {
      functionName: at.function.name,
      qualifier: at.alias.name,
      maximumRetryAttempts: settings.maximumRetryAttempts,
      maximumEventAgeInSeconds: settings.maximumEventAgeSeconds,
      ...(failure === undefined ? {} : { destinationConfig: { onFailure: { destination: arnOf(failure, context) } } }),
    },
    context.options({ dependsOn: [...at.ready] }),
  );
}

export function declareProvisionedConcurrency(spec: LambdaSpec, context: TranslateContext, at: DeclaredFunction): void {
  if (spec.provisionedConcurrency === undefined) return;
  new aws.lambda.ProvisionedConcurrencyConfig(
    context.logicalName('provisioned-concurrency'),
    {
      functionName: at.function.name,
      qualifier: at.alias.name,
      provisionedConcurrentExecutions: spec.provisionedConcurrency,
    },
    context.options({ deleteBeforeReplace: true }),
  );
}

/** An HTTPS address of the function's own. A public one needs two permissions: for the address, and for calls through it. */
export function declareUrl(
  component: ComponentOf<LambdaSpec>,
  context: TranslateContext,
  at: DeclaredFunction & { names: Names },
): aws.lambda.FunctionUrl | undefined {
  const { url } = component.spec;
  if (!url.enabled) return undefined;
  const where = { functionName: at.function.name, qualifier: at.alias.name };
  const address = new aws.lambda.FunctionUrl(
    context.logicalName('url'),
    { ...where, authorizationType: url.auth, ...(url.cors === undefined ? {} : { cors: url.cors }) },
    context.options({ deleteBeforeReplace: true }),
  );
  if (url.auth === 'NONE') {
    const everyone = { function: at.function.name, qualifier: at.alias.name, principal: '*' };
    const { names } = at;
    permitCaller(component, context, {
      ...{ aws, names, part: 'url-permission' },
      allow: { ...everyone, action: 'lambda:InvokeFunctionUrl', functionUrlAuthType: 'NONE' },
    });
    permitCaller(component, context, {
      ...{ aws, names, part: 'url-call-permission' },
      allow: { ...everyone, invokedViaFunctionUrl: true },
    });
  }
  return address;
}
