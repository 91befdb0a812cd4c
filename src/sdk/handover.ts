import type { ComponentOf } from './component-kind.js';
import type { JsonObject } from './json.js';
import type { AwsApi, VerifyContext } from './verifier.js';

/**
 * What is tried right before a new version is handed to its users: a test call, some minutes with a share of the calls. It stands
 * before one step of the engine, which it can stop; what was deployed then goes on. Plans tell of it.
 */
export interface Handover<Spec = JsonObject> {
  /** Pulumi token of the resource whose create or update hands over: `aws:lambda/alias:Alias`. */
  readonly type: string;
  /** Input that says to what: `functionVersion`. Its change is the update that is meant. */
  readonly input: string;
  /** What is done, for the plan: `10 % of the calls for 10 minutes`. Undefined: nothing, and `attempt` is not loaded. */
  readonly first: (spec: Spec, step: 'create' | 'update') => string | undefined;
  readonly attempt: () => Promise<{ readonly default: HandoverAttempt<Spec> }>;
}

/** Resolves when the step may be done. Rejects with a sentence that says why not, and leaves the cloud as it was before. */
export type HandoverAttempt<Spec = JsonObject> = (
  component: ComponentOf<Spec>,
  context: HandoverContext,
) => Promise<void>;

export interface HandoverContext {
  readonly step: 'create' | 'update';
  /** Inputs that the resource is about to have; of secrets there is nothing to see. */
  readonly inputs: JsonObject;
  /** Resources of the component before this deployment: token, id, outputs without secrets. */
  readonly resources: VerifyContext['resources'];
  readonly aws: AwsApi;
  /** Waits so many seconds; in the sandbox no time. Rejects when the run is interrupted. */
  readonly wait: (seconds: number) => Promise<void>;
}
