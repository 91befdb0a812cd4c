import type { ComponentOf } from './component-kind.js';
import type { Json, JsonObject } from './json.js';

export interface VerifierClass<Spec = JsonObject> {
  readonly inject?: readonly symbol[];
  // biome-ignore lint/suspicious/noExplicitAny: the services' types are known to the class alone
  new (...services: any[]): Verifier<Spec>;
}

/** Looks at the cloud until the new version of a component runs, or says why it does not. */
export interface Verifier<Spec = JsonObject> {
  /** How long the whole verification may take, in seconds. */
  readonly limitSeconds: (spec: Spec) => number;
  /** One look. `pending` is asked again with back-off (5 s to 30 s on AWS, at once in the sandbox). */
  check(component: ComponentOf<Spec>, context: VerifyContext): Promise<Verification>;
}

export interface VerifyContext {
  /** Resolved outputs of the component. */
  readonly outputs: JsonObject;
  /** Resources of the component as deployed: token, id, outputs without secrets. */
  readonly resources: readonly {
    readonly name: string;
    readonly type: string;
    readonly id: string;
    readonly outputs: JsonObject;
  }[];
  readonly aws: AwsApi;
  readonly signal?: AbortSignal;
}

/** One AWS API call in AWS's own words: `ecs:DescribeServices`, `{cluster, services}`. Answered by AWS or by the sandbox. */
export interface AwsApi {
  /** The SDK's answer as JSON: dates as ISO 8601, what is not set left out. Rejects with an `AwsError` where AWS gives none. */
  call(operation: string, params: JsonObject): Promise<Json>;
}

/** Why AWS gave no answer. `name` is AWS's code as the SDK names it: `ServiceNotFoundException`. */
export interface AwsError extends Error {
  readonly kind: AwsErrorKind;
}

/**
 * `missing`: what was asked for is not there. `denied`: the caller may not ask that, which waiting does not change.
 * `unavailable`: throttled, unreachable or out of order for all attempts, or credentials that are over. `refused`: anything else
 * that AWS finds wrong.
 */
export type AwsErrorKind = 'missing' | 'denied' | 'unavailable' | 'refused';

export interface Verification {
  readonly status: 'healthy' | 'degraded' | 'failed' | 'pending';
  /** What was looked at, one line each: `queue api/orders answers GetQueueAttributes`. */
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
}
