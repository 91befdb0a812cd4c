import type { SettleRequest, SettleResult } from '../../core/engine/deployment-engine.js';
import type { DeploymentRuntime, TargetIdentity } from '../../core/execution/ports.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { SecretSealer } from '../../core/state/secret-sealer.js';
import type { AwsApi } from '../../sdk/index.js';
import type { AwsSettings } from '../aws-clients/aws-settings.js';
import type { PulumiCli } from '../pulumi-cli/find-pulumi-cli.js';
import { PulumiEngine } from '../pulumi-engine/pulumi-engine.js';
import type { BuildWith } from '../unit-program/build-with.js';
import type { ReadState } from '../unit-program/other-stack.js';
import { runtimeProgram } from '../unit-program/runtime-program.js';
import { verifiersOf } from '../unit-program/verifiers-of.js';
import { providerConfig } from './provider-config.js';

export interface AwsRuntimeRequest {
  readonly cli: PulumiCli;
  readonly target: TargetIdentity;
  readonly settings: AwsSettings;
  readonly secrets: SecretSealer;
  /** Before anything is sealed for good. */
  readonly beforeChange: () => Promise<void>;
  readonly aws: AwsApi & { close?(): Promise<void> };
  readonly settle: (request: SettleRequest) => Promise<SettleResult>;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  readonly buildWith: BuildWith;
  readonly readState: ReadState;
}

/** Milliseconds before look `n` of a verification: 1 s, 2 s, 4 s … at most half a minute. */
const backOff = (n: number) => Math.min(1_000 * 2 ** (n - 1), 30_000);

/** The stock Pulumi CLI with the AWS provider. */
export function awsRuntime(request: AwsRuntimeRequest): DeploymentRuntime {
  const { cli, target, settings, secrets, beforeChange, settle, aws, kinds, buildWith, readState } = request;
  const config = providerConfig(settings, target.region);
  const engine = new PulumiEngine({ cli, secrets, beforeChange, settle, config });
  return {
    engine,
    program: (program) => runtimeProgram(program, { target, buildWith, awaitSteadyState: true, readState }),
    verifier: verifiersOf(kinds, buildWith),
    aws,
    kindOf: (kind) => kinds.get(kind)?.definition,
    isModelled: () => true,
    backOff,
    close: async () => {
      await engine.close();
      await aws.close?.();
    },
  };
}
