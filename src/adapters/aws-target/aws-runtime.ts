import type { Settings } from '../../core/config/settings.js';
import type { DeploymentRuntime, TargetIdentity } from '../../core/execution/ports.js';
import { systemClock } from '../../core/locks/clock.js';
import type { LoadedRuntime } from '../../core/registry/extension.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { StateAddress, StateStore } from '../../core/state/state-store.js';
import { awsApi } from '../aws-api/aws-api.js';
import { awsSettingsOf } from '../aws-clients/aws-settings-of.js';
import { openSecrets } from '../configured-stores/open-secrets.js';
import { findPulumiCli, type PulumiCli } from '../pulumi-cli/find-pulumi-cli.js';
import { PulumiEngine } from '../pulumi-engine/pulumi-engine.js';
import type { RunThread } from '../run-thread/run-thread.js';
import type { BuildWith } from '../unit-program/build-with.js';
import type { ReadState } from '../unit-program/other-stack.js';
import { runtimeProgram } from '../unit-program/runtime-program.js';
import { verifiersOf } from '../unit-program/verifiers-of.js';
import { CreatedInAws } from './created-in-aws.js';
import { findExistingInAws } from './find-existing-in-aws.js';
import { modelsOf } from './models-of.js';
import { providerConfig } from './provider-config.js';
import { settleInAws } from './settle-in-aws.js';

export interface AwsRuntimeRequest {
  readonly settings: Settings;
  /** Of panka. */
  readonly version: string;
  readonly target: TargetIdentity;
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  /** Platforms of containers that plugins bring. */
  readonly runtimes?: readonly LoadedRuntime[];
  readonly buildWith: BuildWith;
  readonly readState: ReadState;
  /** Of the run. */
  readonly thread?: RunThread | undefined;
  /** Folder of the key file, for a state on this machine. */
  readonly keys: string;
  /** Asked where no CLI is found; undefined: it stays so. */
  readonly installCli?: () => Promise<PulumiCli | undefined>;
}

/** Milliseconds before look `n` of a verification: 1 s, 2 s, 4 s … at most half a minute. */
const backOff = (n: number) => Math.min(1_000 * 2 ** (n - 1), 30_000);

/** The stock Pulumi CLI with the AWS provider, by the configuration. */
export async function awsRuntime(request: AwsRuntimeRequest): Promise<DeploymentRuntime> {
  const { settings, version, target, store, at, keys, kinds, buildWith, readState } = request;
  const cli = await usableCli(request.installCli);
  const { sealer, ensureKey } = await openSecrets({ settings, store, at, version, env: process.env, keys });
  const own = { ...awsSettingsOf(settings, version), region: target.region };
  const aws = awsApi({ settings: own });
  const place = { account: target.account, region: target.region, partition: 'aws' };
  const models = modelsOf(kinds, request.runtimes);
  const created = new CreatedInAws({ aws, models, place });
  const engine = new PulumiEngine({
    cli,
    secrets: sealer,
    thread: request.thread,
    beforeChange: ensureKey,
    settle: settleInAws(created, sealer),
    config: providerConfig(own, target.region),
    // What other providers start, such as the AWS CLI for a token, has to find the same credentials.
    ...(own.profile === undefined ? {} : { environment: { AWS_PROFILE: own.profile } }),
  });
  return {
    engine,
    program: (program) => runtimeProgram(program, { target, buildWith, awaitSteadyState: true, readState }),
    verifier: verifiersOf(request, buildWith),
    aws,
    kindOf: (kind) => kinds.get(kind)?.definition,
    isModelled: () => true,
    findExisting: (wanted) => findExistingInAws(wanted, { aws, models, place }),
    backOff,
    sleep: (milliseconds, signal) => systemClock.sleep(milliseconds, signal),
    close: async () => {
      await engine.close();
      await aws.close();
    },
  };
}

async function usableCli(install: AwsRuntimeRequest['installCli']): Promise<PulumiCli> {
  try {
    return await findPulumiCli();
  } catch (error) {
    const installed = await install?.();
    if (installed === undefined) throw error;
    return installed;
  }
}
