import { asObject } from '@panka/plugin-common';
import type { HandoverContext } from 'panka/sdk';
import type { LambdaSpec } from './schema.js';
import type { Candidate } from './try-version.js';
import { firing, watchedAlarms } from './watched-alarms.js';

const LOOK_SECONDS = 15;

/**
 * Gives a new version its share of the calls of the alias for some minutes. Resolves when no alarm fired meanwhile; the engine's step
 * that follows gives it all of them, and takes the weights away. Otherwise the weights are taken away here, and it rejects.
 * Source: Lambda developer guide, "Implement Lambda canary deployments using a weighted alias".
 */
export async function canary(
  candidate: Candidate,
  { canaryPercent, canaryMinutes, alarms = [] }: LambdaSpec['deployment'],
  context: HandoverContext,
): Promise<void> {
  const watched = watchedAlarms(context.resources, alarms);
  await refuseFiring(watched, context, `nothing was given to version ${candidate.version}`);
  const weighted = await shift(candidate, canaryPercent / 100, context);
  try {
    for (let waited = 0; waited < canaryMinutes * 60; waited += LOOK_SECONDS) {
      await context.wait(LOOK_SECONDS);
      const share = `version ${candidate.version} had ${canaryPercent} % of the calls of ${candidate.alias}, and has none again`;
      await refuseFiring(watched, context, share);
    }
  } catch (error) {
    await takeBack(weighted, candidate, { context, error });
    throw error;
  }
}

async function refuseFiring(watched: readonly string[], { aws }: HandoverContext, so: string): Promise<void> {
  const alarms = await firing(watched, aws);
  if (alarms.length > 0) throw new Error(`alarm ${alarms.join(', ')} fires; ${so}`);
}

interface Weighted {
  /** Version that has the other calls. */
  readonly version: string;
  /** Of the alias as this shift has left it: somebody else's later change is not undone. */
  readonly revision: string;
}

/** The weights that an interrupted run may have left are replaced. */
async function shift(
  { functionName, alias, version }: Candidate,
  weight: number,
  { aws }: HandoverContext,
): Promise<Weighted> {
  const { FunctionVersion } = asObject(await aws.call('lambda:GetAlias', { FunctionName: functionName, Name: alias }));
  const { RevisionId } = asObject(
    await aws.call('lambda:UpdateAlias', {
      FunctionName: functionName,
      Name: alias,
      RoutingConfig: { AdditionalVersionWeights: { [version]: weight } },
    }),
  );
  return { version: String(FunctionVersion), revision: String(RevisionId) };
}

async function takeBack(
  { version, revision }: Weighted,
  { functionName, alias }: Candidate,
  { context, error }: { readonly context: HandoverContext; readonly error: unknown },
): Promise<void> {
  try {
    await context.aws.call('lambda:UpdateAlias', {
      FunctionName: functionName,
      Name: alias,
      RoutingConfig: { AdditionalVersionWeights: {} },
      RevisionId: revision,
    });
  } catch (second) {
    const why = [error, second].map((one) => (one instanceof Error ? one.message : String(one))).join('; and then ');
    const byHand = `aws lambda update-alias --function-name ${functionName} --name ${alias} --function-version ${version} --routing-config AdditionalVersionWeights={}`;
    throw new Error(`${why}. Give it no more calls with: ${byHand}`);
  }
}
