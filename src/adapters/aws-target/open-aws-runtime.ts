import type { Settings } from '../../core/config/settings.js';
import type { DeploymentRuntime, TargetIdentity } from '../../core/execution/ports.js';
import type { LoadedKind } from '../../core/registry/kind-registry.js';
import type { StateAddress, StateStore } from '../../core/state/state-store.js';
import { awsApi } from '../aws-api/aws-api.js';
import { awsSettingsOf } from '../aws-clients/aws-settings-of.js';
import { openSecrets } from '../configured-stores/open-secrets.js';
import { engineFolder } from '../pulumi-cli/engine-folder.js';
import { findPulumiCli, type PulumiCli } from '../pulumi-cli/find-pulumi-cli.js';
import { registerModels } from '../sandbox-cloud/model-registry.js';
import type { BuildWith } from '../unit-program/build-with.js';
import { loadOwnPart } from '../unit-program/load-part.js';
import type { ReadState } from '../unit-program/other-stack.js';
import { awsRuntime } from './aws-runtime.js';
import { CreatedInAws } from './created-in-aws.js';
import { settleInAws } from './settle-in-aws.js';

export interface OpenAwsRuntimeRequest {
  readonly settings: Settings;
  /** Of panka. */
  readonly version: string;
  readonly target: TargetIdentity;
  readonly store: StateStore;
  readonly at: StateAddress;
  readonly kinds: ReadonlyMap<string, LoadedKind>;
  readonly buildWith: BuildWith;
  readonly readState: ReadState;
  /** Folder of the key file, for a state on this machine. */
  readonly keys: string;
  /** Asked where no CLI is found; undefined: it stays so. */
  readonly installCli?: () => Promise<PulumiCli | undefined>;
}

/** Everything that a deployment to AWS runs on, by the configuration. */
export async function openAwsRuntime(request: OpenAwsRuntimeRequest): Promise<DeploymentRuntime> {
  const { settings, version, target, store, at, keys, kinds, buildWith, readState } = request;
  const cli = await usableCli(request.installCli);
  const secrets = await openSecrets({ settings, store, at, version, env: process.env, keys });
  const aws = { ...awsSettingsOf(settings, version), region: target.region };
  const api = awsApi({ settings: aws });
  const models = await Promise.all([...kinds.values()].map((kind) => loadOwnPart(kind, 'sandbox')));
  const place = { account: target.account, region: target.region, partition: 'aws' };
  const created = new CreatedInAws({ aws: api, models: registerModels(models).models, place });
  return awsRuntime({
    cli,
    target,
    settings: aws,
    secrets: secrets.sealer,
    beforeChange: () => secrets.ensureKey(),
    aws: api,
    settle: settleInAws(created, secrets.sealer),
    kinds,
    buildWith,
    readState,
  });
}

async function usableCli(install: OpenAwsRuntimeRequest['installCli']): Promise<PulumiCli> {
  try {
    return await findPulumiCli({ env: process.env, engineFolder: engineFolder() });
  } catch (error) {
    const installed = await install?.();
    if (installed === undefined) throw error;
    return installed;
  }
}
