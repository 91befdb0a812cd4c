import type { Stack } from '@pulumi/pulumi/automation/index.js';
import type { EngineRequest, EngineResult, MutatingRequest } from '../../core/engine/deployment-engine.js';
import type { DeploymentV3 } from '../../core/engine/deployment-v3.js';
import { describeFailure } from '../../core/engine/describe-failure.js';
import { runStopped } from '../embedded-engine/errors.js';
import { sdkInternals } from '../embedded-engine/sdk-internals.js';
import { patchSdk } from '../embedded-engine/sdk-patches.js';
import { PulumiExit } from '../pulumi-cli/pulumi-process.js';
import type { UnitService } from '../run-thread/thread-backend.js';
import { missingPlugin, providerPluginMissing } from './errors.js';
import { FailedRegistrations } from './failed-registrations.js';
import type { RunEvents, Verb } from './run-events.js';
import { watchedProgram } from './watched-program.js';

export interface UnitRunRequest {
  readonly verb: Verb;
  readonly stack: Stack;
  readonly service: UnitService;
  readonly request: EngineRequest | MutatingRequest;
  /** Of this run; the journal tells it what is stored. */
  readonly events: RunEvents;
  /** URNs; undefined: all. */
  readonly targets?: readonly string[];
  /** Outputs as the deployment has them, or as a preview shows them. */
  readonly outputsOf: (deployment: DeploymentV3) => Record<string, unknown>;
}

const DEFAULT_PARALLEL = 10;

/** One run of the CLI for one unit, from its start to what it leaves. Rejects only where panka itself is at fault. */
export async function runUnit(run: UnitRunRequest): Promise<EngineResult> {
  const { verb, service, request, events } = run;
  const failed = verb === 'up' ? new FailedRegistrations() : undefined;
  const onThrow = (error: unknown) => events.errors.threw(error);
  const { dependencies } = events;
  run.stack.workspace.program = watchedProgram(request.program, { onThrow, failed, dependencies });
  const restore = patchSdk(sdkInternals());
  const done = stopsByJournal(run);
  const failure = await perform(run, failed).finally(() => {
    done?.();
    restore();
  });
  // A preview leaves nothing.
  const { deployment, refusal } = verb === 'preview' ? { deployment: emptyIfNone(request.base) } : await service.end();
  const errors = errorsOf(run, failure, refusal);
  if (verb === 'preview') refuseMissingPlugin(errors);
  const status = statusOf(request, errors);
  return {
    status,
    deployment,
    outputs: outputsOf(run, status === 'succeeded' ? deployment : request.base),
    errors,
  };
}

/**
 * An interruption reaches the CLI as a journal that takes no new step: steps that run end and are recorded. A signal would have
 * it cancel them at the provider. Only a preview, which changes nothing, is stopped by signal.
 */
function stopsByJournal({ verb, service, request }: UnitRunRequest): (() => void) | undefined {
  const { signal } = request;
  if (verb === 'preview' || signal === undefined) return undefined;
  const stop = () => service.stop(runStopped());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  return () => signal.removeEventListener('abort', stop);
}

async function perform(run: UnitRunRequest, failed: FailedRegistrations | undefined): Promise<unknown> {
  const { verb, stack, request, targets, events, service } = run;
  const options = {
    onEvent: (event: Parameters<RunEvents['hear']>[0]) => {
      // The journal had the beginning of a step before the CLI told of its end.
      service.catchUp();
      events.hear(event);
      failed?.hear(event);
    },
    parallel: request.parallel ?? DEFAULT_PARALLEL,
    ...(verb === 'preview' && { signal: request.signal }),
    ...(targets !== undefined && { target: [...targets] }),
  };
  const refresh = request.refresh === true && { refresh: true };
  // What does not depend on a failed resource is done all the same.
  const goesOn = { continueOnError: true };
  try {
    if (verb === 'preview') await stack.preview({ ...options, ...refresh });
    else if (verb === 'up') await stack.up({ ...options, ...refresh, ...goesOn });
    else if (verb === 'destroy') await stack.destroy({ ...options, ...refresh, ...goesOn });
    else await stack.refresh(options);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Those of a program that failed are what they were before. */
function outputsOf({ verb, events, ...run }: UnitRunRequest, deployment: DeploymentV3 | undefined) {
  if (verb === 'preview') return events.stackOutputs;
  return deployment === undefined || verb === 'destroy' ? {} : run.outputsOf(deployment);
}

function errorsOf(
  { request, events }: UnitRunRequest,
  failure: unknown,
  refusal: Error | undefined,
): EngineResult['errors'] {
  // What the CLI makes of a refusal is the same sentence for every step that was under way.
  if (refusal !== undefined) return [describeFailure(refusal)];
  const errors = events.errors.all().filter(({ message }) => !message.includes(runStopped().message));
  if (failure === undefined || errors.length > 0 || request.signal?.aborted === true) return errors;
  return [failure instanceof PulumiExit ? { message: failure.message } : describeFailure(failure)];
}

function statusOf(request: EngineRequest, errors: EngineResult['errors']): EngineResult['status'] {
  if (request.signal?.aborted === true) return 'interrupted';
  return errors.length > 0 ? 'failed' : 'succeeded';
}

/** Nothing of the program is wrong, so that its errors would mislead. */
function refuseMissingPlugin(errors: EngineResult['errors']): void {
  for (const { message } of errors) {
    const missing = missingPlugin(message);
    if (missing !== undefined) throw providerPluginMissing(missing);
  }
}

function emptyIfNone(base: DeploymentV3 | undefined): DeploymentV3 {
  return base ?? { manifest: { time: '', magic: '', version: '' } };
}
