import type { Json, JsonObject } from '../../sdk/index.js';

/** One resource as a translator declares it. Shape of `render --json`, docs/commands.md. */
export interface RenderedResource {
  /** Logical name, unique in the output. */
  readonly name: string;
  /** Pulumi token: `aws:sqs/queue:Queue`. */
  readonly type: string;
  /** `service/component`, or `shared`. */
  readonly component: string;
  /** Plain JSON with the SDK's names; `${name.property}` stands for another resource's output, `[secret]` for a secret. */
  readonly inputs: JsonObject;
  /** Names of the resources that it waits for. */
  readonly dependsOn: readonly string[];
  readonly options: Readonly<Record<string, Json>>;
}
