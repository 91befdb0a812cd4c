import { asObject } from '@panka/plugin-common';
import type { ComponentOf, HandoverContext } from 'panka/sdk';
import { canary } from './canary.js';
import type { LambdaSpec } from './schema.js';

/** A new version in the VPC gets its network interfaces first. */
const ACTIVE_SECONDS = 300;
const LOOK_SECONDS = 5;

/** A version of a function and the alias that is to point at it. */
export interface Candidate {
  readonly functionName: string;
  readonly alias: string;
  readonly version: string;
}

/** Calls a new version, then gives it its share of the calls, as the manifest says. Rejects when it fails: `live` stays where it is. */
export default async function tryVersion({ spec }: ComponentOf<LambdaSpec>, context: HandoverContext): Promise<void> {
  const { functionName, name, functionVersion } = context.inputs;
  const candidate = { functionName: String(functionName), alias: String(name), version: String(functionVersion) };
  if (spec.verify !== undefined) {
    await untilActive(candidate, context);
    await testCall(candidate, spec.verify.payload, context);
  }
  if (spec.deployment.strategy === 'canary' && context.step === 'update')
    await canary(candidate, spec.deployment, context);
}

async function untilActive({ functionName, version }: Candidate, { aws, wait }: HandoverContext): Promise<void> {
  for (let waited = 0; ; waited += LOOK_SECONDS) {
    const { State, StateReason } = asObject(
      await aws.call('lambda:GetFunctionConfiguration', { FunctionName: functionName, Qualifier: version }),
    );
    if (State === 'Active') return;
    const reason = typeof StateReason === 'string' ? `: ${StateReason}` : '';
    if (State === 'Failed' || waited >= ACTIVE_SECONDS)
      throw new Error(`version ${version} is ${String(State)}${reason}`);
    await wait(LOOK_SECONDS);
  }
}

/** What the function answers is not shown: it may hold what nobody else should read. */
async function testCall(
  { functionName, version }: Candidate,
  payload: unknown,
  { aws }: HandoverContext,
): Promise<void> {
  const { FunctionError } = asObject(
    await aws.call('lambda:Invoke', {
      FunctionName: functionName,
      Qualifier: version,
      Payload: JSON.stringify(payload ?? null),
    }),
  );
  if (FunctionError !== undefined)
    throw new Error(`version ${version} failed its test call (${String(FunctionError)}); see its log`);
}
