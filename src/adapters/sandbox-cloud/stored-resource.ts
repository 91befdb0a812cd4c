import type { JsonObject } from '../../sdk/json.js';
import type { SandboxResource } from '../../sdk/sandbox.js';

/** Region of resources that AWS keeps once per account: IAM, Route 53, CloudFront. */
export const GLOBAL_REGION = 'global';

/** Before the URN of a resource that its owner has let go of without deleting it. */
export const RELEASED = 'released ';

/** One resource of the simulated cloud, secrets in plain text: this exists in memory only. */
export interface StoredResource extends SandboxResource {
  readonly region: string;
  readonly account: string;
  /** URN of the resource that made it; empty for one that a person put there. */
  readonly owner: string;
  /** ISO time. */
  readonly createdAt: string;
  /** Where its generated digits come from, so that they stay the same for its life. */
  readonly seed: string;
  readonly inputs: JsonObject;
  /** Everything the cloud reports: inputs echoed, and what the model computed. */
  readonly outputs: JsonObject;
  /** JSON pointers into `inputs` and `outputs`. */
  readonly secretInputs: readonly string[];
  readonly secretOutputs: readonly string[];
}

export function keyOf(resource: Pick<StoredResource, 'type' | 'region' | 'id'>): string {
  return `${resource.type}|${resource.region}|${resource.id}`;
}
