import type { Json, JsonObject } from '../../sdk/json.js';
import type { SandboxApi, SandboxModels } from '../../sdk/sandbox.js';
import type { AwsApi } from '../../sdk/verifier.js';
import { answeredError } from './cloud-error.js';
import { type CloudLocation, locationOf } from './cloud-location.js';
import { unknownOperation } from './errors.js';
import { registerModels } from './model-registry.js';
import { SANDBOX_HOME } from './sandbox-provider.js';
import type { SandboxStore } from './sandbox-store.js';

export interface SandboxAwsApiOptions {
  readonly store: SandboxStore;
  readonly models: readonly SandboxModels[];
  readonly account?: string;
  readonly region?: string;
}

/** AWS's API for verifiers and drift readers, answered from the simulated cloud. Errors are named by AWS's codes, as in the SDK. */
export class SandboxAwsApi implements AwsApi {
  private readonly api: ReadonlyMap<string, SandboxApi>;
  private readonly region: string;

  constructor(private readonly options: SandboxAwsApiOptions) {
    this.region = options.region ?? SANDBOX_HOME.region;
    const { account = SANDBOX_HOME.account } = options;
    const home = locationOf({}, { account, region: this.region });
    this.api = new Map([...Object.entries(builtInApi(home)), ...registerModels(options.models).api]);
  }

  /** One call, `ecs:DescribeServices`. Rejects with SandboxUnknownOperation where no model answers it. */
  async call(operation: string, params: JsonObject): Promise<Json> {
    const answer = this.api.get(operation);
    if (answer === undefined) throw unknownOperation(operation, [...this.api.keys()]);
    try {
      return answer(params, this.options.store.in(this.region));
    } catch (error) {
      throw answeredError(error, operation);
    }
  }
}

/** Calls that belong to no resource. */
function builtInApi({ account, partition }: CloudLocation): Readonly<Record<string, SandboxApi>> {
  return {
    'sts:GetCallerIdentity': () => ({
      Account: account,
      Arn: `arn:${partition}:iam::${account}:user/sandbox`,
      UserId: 'AIDASANDBOX0000000000',
    }),
  };
}
